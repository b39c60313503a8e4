import { useTranslation } from "react-i18next";
import type { UserId } from "~/core/id";
import { Code } from "~/ui/kit/code";
import { Money } from "~/ui/kit/money";
import { Panel } from "~/ui/kit/panel";
import { Table, type Column } from "~/ui/kit/table";
import { Time } from "~/ui/kit/time";
import { MemberName } from "~/ui/admin/members/member-name";

/** A payment that no purchase was settled by. `amount` is what was collected, `sentBack` what went back of it. */
export type UnappliedItem = {
  paymentIntentId: string;
  owner: { id: UserId; name: string; email: string };
  amount: bigint;
  sentBack: bigint;
  currency: string;
  noticedAt: Date;
};

/** Payments that came beside their purchase's own, to be refunded in Stripe's dashboard; nothing where there are none. */
export function UnappliedPanel({ payments }: { payments: UnappliedItem[] }) {
  const { t } = useTranslation();
  const columns = useColumns();
  if (payments.length === 0) return null;
  const title = t("admin.payments.unapplied");
  return (
    <div className="mb-6">
      <Panel title={title} flush>
        <p className="max-w-prose px-5 pb-3 text-pretty text-soft">{t("admin.payments.unappliedText")}</p>
        <Table caption={title} columns={columns} rows={payments} keyOf={(one) => one.paymentIntentId} empty={null} />
      </Panel>
    </div>
  );
}

function useColumns(): Column<UnappliedItem>[] {
  const { t } = useTranslation();
  return [
    { head: t("admin.payments.noticed"), isName: true, cell: (one) => <Time at={one.noticedAt} /> },
    { head: t("admin.column.member"), cell: (one) => <MemberName member={one.owner} /> },
    { head: t("admin.payments.paymentId"), cell: (one) => <Code>{one.paymentIntentId}</Code> },
    {
      head: t("admin.payments.total"),
      isNumber: true,
      cell: (one) => <Money amount={one.amount} currency={one.currency} />,
    },
    {
      head: t("admin.payments.sentBack"),
      isNumber: true,
      cell: (one) => <Money amount={one.sentBack} currency={one.currency} />,
    },
  ];
}
