import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { useFormat } from "~/ui/kit/format";
import { MeterBar } from "~/ui/kit/meter";
import { Money } from "~/ui/kit/money";
import { Figure, Panel } from "~/ui/kit/panel";

export type MonthSoFar = {
  /** "2026-11". */
  month: string;
  spent: bigint;
  balance: bigint;
};

/** What this month cost and what is left, as one bar: all that there was is the spent and the left together. */
export function ThisMonth({ month, currency }: { month: MonthSoFar; currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const left = month.balance > 0n ? month.balance : 0n;
  const whole = month.spent + left;
  const share = whole === 0n ? 0 : Number((month.spent * 1000n) / whole) / 1000;
  const words = { spent: format.money(month.spent, currency), left: format.money(month.balance, currency) };
  return (
    <Panel
      title={format.month(month.month)}
      aside={
        <Link to={paths.usage} className="underline underline-offset-4">
          {t("shell.dashboard.everyLine")}
        </Link>
      }
    >
      <dl className="mb-4 grid grid-cols-2 gap-4">
        <Figure label={t("shell.dashboard.spent")}>
          <Money amount={month.spent} currency={currency} />
        </Figure>
        <Figure label={t("shell.dashboard.left")}>
          <Money amount={month.balance} currency={currency} />
        </Figure>
      </dl>
      <MeterBar
        label={t("shell.dashboard.monthBar")}
        share={share}
        tone={left === 0n ? "bad" : share > 0.8 ? "warn" : "accent"}
        text={t("shell.dashboard.monthWords", words)}
      />
      <p className="mt-2 text-sm text-faint">{t("shell.dashboard.monthWords", words)}</p>
    </Panel>
  );
}
