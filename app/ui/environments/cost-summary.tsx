import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "~/ui/kit/format";
import { Icon } from "~/ui/kit/icon";
import { HourlyPrice, Money } from "~/ui/kit/money";
import { useNow } from "~/ui/kit/live/now";
import { Time } from "~/ui/kit/time";
import type { SizeItem } from "~/ui/view-models";
import { costOver, hoursPaidBy } from "./estimate";

export type CostSummaryProps = {
  size: SizeItem;
  balance: bigint;
  monthEnd: Date;
  currency: string;
  children: ReactNode;
};

/** What the chosen size will cost, before anyone presses anything. It stays in sight while the sizes scroll. */
export function CostSummary({ size, balance, monthEnd, currency, children }: CostSummaryProps) {
  const { t } = useTranslation();
  const now = useNow(60_000);
  const untilMonthEnd = costOver(size.pricePerHour, monthEnd.getTime() - now.getTime());
  return (
    <aside
      aria-label={t("environments.summary")}
      className="sticky top-[calc(var(--frame-top)+1.5rem)] rounded-lg border border-line bg-surface p-5 max-lg:static"
    >
      <p className="text-sm text-soft">
        <bdi>{size.name}</bdi>
      </p>
      <p className="text-2xl font-medium tracking-tight" aria-live="polite">
        <HourlyPrice amount={size.pricePerHour} currency={currency} />
      </p>
      <dl className="my-4 grid gap-2.5 border-y border-line py-4 text-sm">
        <Line label={t("environments.ifLeftOn")} note={<Time at={monthEnd} as="date" />}>
          <Money amount={untilMonthEnd} currency={currency} estimate />
        </Line>
        <Line label={t("environments.balanceNow")}>
          <Money amount={balance} currency={currency} />
        </Line>
        <Line label={t("environments.balanceAfter")}>
          <Money amount={balance - size.pricePerHour} currency={currency} estimate />
        </Line>
      </dl>
      <HowLong balance={balance} pricePerHour={size.pricePerHour} />
      <div className="mt-4 grid gap-2">{children}</div>
      <p className="mt-3 text-sm text-faint">{t("environments.billedWhileRunning")}</p>
    </aside>
  );
}

function Line({ label, note, children }: { label: string; note?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="text-soft">
        {label} {note}
      </dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}

function HowLong({ balance, pricePerHour }: { balance: bigint; pricePerHour: bigint }) {
  const { t } = useTranslation();
  const format = useFormat();
  const hours = hoursPaidBy(balance, pricePerHour);
  if (hours === undefined) return <p className="text-sm text-soft">{t("environments.free")}</p>;
  if (hours > 24)
    return (
      <p className="text-sm text-soft">{t("environments.creditLasts", { count: hours, n: format.number(hours) })}</p>
    );
  return (
    <p className="flex items-start gap-2 text-sm font-medium text-warn">
      <Icon name="warning" className="mt-0.5 size-4" />
      {hours === 0
        ? t("environments.creditUnderHour")
        : t("environments.creditLasts", { count: hours, n: format.number(hours) })}
    </p>
  );
}
