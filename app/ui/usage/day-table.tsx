import { useTranslation } from "react-i18next";
import { useFormat } from "../kit/format";
import { Icon } from "../kit/icon";
import { Money } from "../kit/money";
import { Panel } from "../kit/panel";
import { Tag } from "../kit/tag";
import { DayLines } from "./day-lines";
import type { UsageDay, UsageLine } from "./usage-day";

export type { UsageDay, UsageLine };

/** The days that cost something, newest first; each opens to the lines that it is the sum of. */
export function DayTable({ days, currency, total }: { days: UsageDay[]; currency: string; total: bigint }) {
  const { t } = useTranslation();
  const shown = days.filter((day) => day.rows.length > 0 || day.state === "late" || day.state === "missing").reverse();
  return (
    <Panel title={t("usage.lines")} aside={t("usage.linesHint")} flush>
      <ul>
        {shown.map((day) => (
          <li key={day.day} className="border-t border-line">
            <Day day={day} currency={currency} />
          </li>
        ))}
      </ul>
      <p className="flex justify-between border-t border-edge px-5 py-3 font-semibold">
        {t("usage.total")}
        <Money amount={total} currency={currency} />
      </p>
    </Panel>
  );
}

function Day({ day, currency }: { day: UsageDay; currency: string }) {
  const format = useFormat();
  return (
    <details className="group">
      <summary className="flex min-h-11 list-none items-center gap-3 px-5 py-2 hover:bg-canvas/60">
        <Icon
          name="chevron"
          className="size-4 -rotate-90 text-faint transition-transform group-open:rotate-0 rtl:rotate-90 rtl:group-open:rotate-0"
        />
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="font-medium whitespace-nowrap">{format.day(day.day)}</span>
          <DayState state={day.state} />
        </span>
        <span className="ms-auto font-medium">
          <Money amount={day.amount} currency={currency} />
        </span>
      </summary>
      <DayLines lines={day.rows} currency={currency} day={format.day(day.day)} />
    </details>
  );
}

function DayState({ state }: { state: UsageDay["state"] }) {
  const { t } = useTranslation();
  if (state === "complete") return null;
  return <Tag tone={state === "open" ? "info" : "warn"}>{t(`usage.dayState.${state}`)}</Tag>;
}
