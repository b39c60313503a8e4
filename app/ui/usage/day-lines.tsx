import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { useFormat } from "~/ui/kit/format";
import { Money } from "~/ui/kit/money";
import { Table, type Column } from "~/ui/kit/table";
import type { UsageLine } from "./usage-day";

/** Quantity × unit price = amount, for each environment and meter of a day. */
export function DayLines({ lines, currency, day }: { lines: UsageLine[]; currency: string; day: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: Column<UsageLine>[] = [
    {
      head: t("usage.column.environment"),
      isName: true,
      cell: (line) =>
        line.environmentId ? (
          <Link
            to={paths.environment(line.environmentId)}
            className="underline decoration-line underline-offset-4 hover:decoration-accent"
          >
            <bdi>{line.environmentName}</bdi>
          </Link>
        ) : (
          t("usage.unknownEnvironment")
        ),
    },
    { head: t("usage.column.meter"), cell: (line) => t(`usage.meter.${line.meter}`) },
    {
      head: t("usage.column.quantity"),
      isNumber: true,
      cell: (line) =>
        t(`usage.quantity.${line.meter}`, { n: format.number(line.quantity, { maximumFractionDigits: 4 }) }),
    },
    {
      head: t("usage.column.unitPrice"),
      isNumber: true,
      cell: (line) => <Money amount={line.unitPrice} currency={currency} precision="price" />,
    },
    {
      head: t("usage.column.amount"),
      isNumber: true,
      cell: (line) => <Money amount={line.amount} currency={currency} precision="price" />,
    },
  ];
  return (
    <div className="border-t border-line sm:ps-7">
      <Table
        caption={t("usage.linesOf", { day })}
        columns={columns}
        rows={lines}
        keyOf={(line) => `${line.environmentId}${line.meter}${line.unitPrice}`}
        empty={<p className="px-5 py-4 text-sm text-soft">{t("usage.noLines")}</p>}
      />
    </div>
  );
}
