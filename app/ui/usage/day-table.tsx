import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { useFormat } from "~/ui/kit/format";
import { Icon } from "~/ui/kit/icon";
import { Money } from "~/ui/kit/money";
import { Panel } from "~/ui/kit/panel";
import { Tag } from "~/ui/kit/tag";
import { DayLines } from "./day-lines";
import type { OpenDay, UsageDay, UsageLine } from "./usage-day";

type DayTableProps = { month: string; days: UsageDay[]; openDay?: OpenDay; currency: string; total: bigint };

/** The days that cost something, newest first; each opens, at an address of its own, to the lines that it is the sum of. */
export function DayTable({ month, days, openDay, currency, total }: DayTableProps) {
  const { t } = useTranslation();
  const shown = days.filter((day) => day.isUsed || day.state === "late" || day.state === "missing").reverse();
  return (
    <Panel title={t("usage.lines")} aside={t("usage.linesHint")} flush>
      <ul>
        {shown.map((day) => (
          <li key={day.day} id={day.day} className="scroll-mt-(--frame-top) border-t border-line">
            <Day
              month={month}
              day={day}
              lines={openDay?.day === day.day ? openDay.lines : undefined}
              currency={currency}
            />
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

type DayProps = { month: string; day: UsageDay; lines: UsageLine[] | undefined; currency: string };

function Day({ month, day, lines, currency }: DayProps) {
  const format = useFormat();
  const here = `${paths.usage}?month=${month}`;
  return (
    <>
      <Link
        to={lines ? here : `${here}&day=${day.day}#${day.day}`}
        preventScrollReset
        aria-expanded={lines !== undefined}
        className="flex min-h-11 items-center gap-3 px-5 py-2 hover:bg-canvas/60 focus-visible:-outline-offset-2"
      >
        <Icon name="chevron" className={`size-4 text-faint ${lines ? "" : "-rotate-90 rtl:rotate-90"}`} />
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="font-medium whitespace-nowrap">{format.day(day.day)}</span>
          <DayState state={day.state} />
        </span>
        <span className="ms-auto font-medium">
          <Money amount={day.amount} currency={currency} />
        </span>
      </Link>
      {lines && <DayLines lines={lines} currency={currency} day={format.day(day.day)} />}
    </>
  );
}

function DayState({ state }: { state: UsageDay["state"] }) {
  const { t } = useTranslation();
  if (state === "complete") return null;
  return <Tag tone={state === "open" ? "info" : "warn"}>{t(`usage.dayState.${state}`)}</Tag>;
}
