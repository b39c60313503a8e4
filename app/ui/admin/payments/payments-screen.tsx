import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { LinkButton } from "~/ui/kit/forms/button";
import { EmptyState } from "~/ui/kit/empty-state";
import { Money } from "~/ui/kit/money";
import { Pager } from "~/ui/kit/pager";
import { PageHead, Panel } from "~/ui/kit/panel";
import { Table, type Column } from "~/ui/kit/table";
import { Time } from "~/ui/kit/time";
import type { Pages } from "~/ui/view-models";
import { MemberName } from "~/ui/admin/members/member-name";
import type { PaymentItem } from "./payment-item";
import { UnappliedPanel, type UnappliedItem } from "./unapplied-panel";

export type AdminPaymentsScreenProps = {
  isResolved: boolean;
  payments: PaymentItem[];
  pages: Pages;
  unapplied: UnappliedItem[];
};

/** Payments that are not what was asked for: those that wait for a decision, or those that had one; and those beside a purchase's own. */
export function AdminPaymentsScreen({ isResolved, payments, pages, unapplied }: AdminPaymentsScreenProps) {
  const { t } = useTranslation();
  const title = t(isResolved ? "admin.payments.resolvedOnes" : "admin.payments.waiting");
  return (
    <>
      <PageHead
        title={t("admin.payments.title")}
        lead={t("admin.payments.lead")}
        actions={
          <LinkButton to={isResolved ? paths.adminPayments : `${paths.adminPayments}?show=resolved`}>
            {t(isResolved ? "admin.payments.showWaiting" : "admin.payments.showResolved")}
          </LinkButton>
        }
      />
      <UnappliedPanel payments={unapplied} />
      <Panel title={title} flush>
        <Table
          caption={title}
          columns={useColumns(isResolved)}
          rows={payments}
          keyOf={(one) => one.id}
          empty={<EmptyState title={t("admin.payments.none")}>{t("admin.payments.noneText")}</EmptyState>}
        />
        <Pager pages={pages} label={t("admin.payments.pages")} />
      </Panel>
    </>
  );
}

function useColumns(isResolved: boolean): Column<PaymentItem>[] {
  const { t } = useTranslation();
  const columns: Column<PaymentItem>[] = [
    {
      head: t("admin.payments.begun"),
      isName: true,
      cell: (one) => (
        <Link
          to={paths.adminPayment(one.id)}
          className="font-medium underline decoration-line underline-offset-4 hover:decoration-accent"
        >
          <Time at={one.createdAt} />
        </Link>
      ),
    },
    { head: t("admin.column.member"), cell: (one) => <MemberName member={one.owner} /> },
    {
      head: t("admin.payments.asked"),
      isNumber: true,
      cell: (one) => <Money amount={one.amount} currency={one.currency} />,
    },
  ];
  if (!isResolved) return columns;
  return [
    ...columns,
    {
      head: t("admin.payments.given"),
      isNumber: true,
      cell: (one) => <Money amount={one.resolution?.amount ?? 0n} currency={one.currency} />,
    },
    { head: t("admin.payments.by"), cell: (one) => one.resolution && <MemberName member={one.resolution.by} /> },
  ];
}
