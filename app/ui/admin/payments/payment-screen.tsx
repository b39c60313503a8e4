import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { BackLink } from "~/ui/kit/back-link";
import { Code } from "~/ui/kit/code";
import { Money } from "~/ui/kit/money";
import { Notice, ProblemNotice } from "~/ui/kit/notice";
import { PageHead, Panel } from "~/ui/kit/panel";
import { Time } from "~/ui/kit/time";
import type { Problem } from "~/ui/view-models";
import { MemberName } from "~/ui/admin/members/member-name";
import { PaymentForm } from "./payment-form";
import type { PaymentDetail, PaymentItem } from "./payment-item";

export type AdminPaymentScreenProps = {
  payment: PaymentDetail;
  /** What was typed before, when it was refused. */
  values?: Readonly<Record<string, string>>;
  problem?: Problem;
};

/** One payment that is not what was asked for: what was expected, what Stripe says, and the decision. */
export function AdminPaymentScreen({ payment, values, problem }: AdminPaymentScreenProps) {
  const { t } = useTranslation();
  return (
    <>
      <PageHead
        back={<BackLink to={paths.adminPayments}>{t("admin.payments.title")}</BackLink>}
        title={<Money amount={payment.amount} currency={payment.currency} />}
        lead={<MemberName member={payment.owner} />}
      />
      <div className="grid gap-6">
        {problem && <ProblemNotice problem={problem} />}
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <Expected payment={payment} />
          <StripePaymentFacts payment={payment} />
        </div>
        {payment.resolution ? (
          <Resolved {...payment} resolution={payment.resolution} />
        ) : (
          <PaymentForm payment={payment} values={values} />
        )}
      </div>
    </>
  );
}

function Expected({ payment }: { payment: PaymentDetail }) {
  const { t } = useTranslation();
  return (
    <Panel title={t("admin.payments.expected")}>
      <Facts
        facts={[
          [t("admin.payments.subtotal"), <Money key="amount" amount={payment.amount} currency={payment.currency} />],
          [t("admin.payments.begun"), <Time key="at" at={payment.createdAt} />],
          [t("admin.payments.purchase"), <Code key="id">{payment.id}</Code>],
          [t("admin.payments.session"), payment.sessionId && <Code key="session">{payment.sessionId}</Code>],
        ]}
      />
    </Panel>
  );
}

function StripePaymentFacts({ payment: { stripe } }: { payment: PaymentDetail }) {
  const { t } = useTranslation();
  if (typeof stripe === "string")
    return (
      <Panel title={t("admin.payments.stripe")}>
        <Notice tone="warning" title={t(`admin.payments.${stripe}`)}>
          {t(`admin.payments.${stripe}Text`)}
        </Notice>
      </Panel>
    );
  const amount = (value: bigint | undefined) =>
    value !== undefined && stripe.currency && <Money amount={value} currency={stripe.currency} />;
  return (
    <Panel title={t("admin.payments.stripe")}>
      <Facts
        facts={[
          [t("admin.payments.status"), t(`admin.payments.statusOf.${stripe.paymentStatus}`)],
          [t("admin.payments.subtotal"), amount(stripe.subtotal)],
          [t("admin.payments.total"), amount(stripe.total)],
          [t("admin.payments.sentBack"), amount(stripe.sentBack)],
          [t("admin.payments.purchase"), stripe.reference && <Code key="id">{stripe.reference}</Code>],
        ]}
      />
    </Panel>
  );
}

function Resolved({ resolution, currency }: PaymentDetail & { resolution: NonNullable<PaymentItem["resolution"]> }) {
  const { t } = useTranslation();
  return (
    <Panel title={t("admin.payments.resolved")}>
      <Facts
        facts={[
          [t("admin.payments.given"), <Money key="amount" amount={resolution.amount} currency={currency} />],
          [t("admin.payments.reason"), <bdi key="reason">{resolution.reason}</bdi>],
          [t("admin.payments.by"), <MemberName key="by" member={resolution.by} />],
          [t("admin.payments.at"), <Time key="at" at={resolution.at} />],
        ]}
      />
    </Panel>
  );
}

/** Names and what they are; a fact that nobody knows is left out. */
function Facts({ facts }: { facts: (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="grid gap-3 text-sm">
      {facts.map(
        ([name, value]) =>
          value && (
            <div key={name} className="grid gap-0.5">
              <dt className="text-soft">{name}</dt>
              <dd className="min-w-0 break-words">{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
