import { useTranslation } from "react-i18next";
import { Money } from "~/ui/kit/money";
import { Pager } from "~/ui/kit/pager";
import { Panel } from "~/ui/kit/panel";
import { EmptyState } from "~/ui/kit/empty-state";
import { Table, type Column } from "~/ui/kit/table";
import { Time } from "~/ui/kit/time";
import type { Pages, StatementLine } from "~/ui/view-models";

/** Every change of the balance and the balance after it, newest first. */
export function Statement({ lines, pages, currency }: { lines: StatementLine[]; pages: Pages; currency: string }) {
  const { t } = useTranslation();
  const columns: Column<StatementLine>[] = [
    { head: t("billing.column.at"), cell: (line) => <Time at={line.at} /> },
    {
      head: t("billing.column.what"),
      isName: true,
      cell: (line) => (
        <>
          {t(`billing.kind.${line.kind}`)}
          {line.subject && (
            <span className="block text-xs font-normal break-words text-faint">
              <bdi>{line.subject}</bdi>
            </span>
          )}
          {line.reason && (
            <span className="block max-w-prose text-sm font-normal text-soft">
              <bdi>{line.reason}</bdi>
            </span>
          )}
        </>
      ),
    },
    {
      head: t("billing.column.amount"),
      isNumber: true,
      cell: (line) => (
        <span className={line.amount > 0n ? "text-good" : ""}>
          <Money amount={line.amount} currency={currency} signed />
        </span>
      ),
    },
    {
      head: t("billing.column.after"),
      isNumber: true,
      cell: (line) => <Money amount={line.balanceAfter} currency={currency} />,
    },
  ];
  return (
    <Panel title={t("billing.statement")} flush>
      <Table
        caption={t("billing.statement")}
        columns={columns}
        rows={lines}
        keyOf={(line) => line.id}
        empty={<EmptyState title={t("billing.noStatement")}>{t("billing.noStatementText")}</EmptyState>}
      />
      <Pager pages={pages} label={t("billing.statementPages")} />
    </Panel>
  );
}
