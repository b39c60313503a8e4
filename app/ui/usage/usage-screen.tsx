import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { Button, LinkButton, PlainLinkButton } from "~/ui/kit/forms/button";
import { useFormat } from "~/ui/kit/format";
import { Select } from "~/ui/kit/forms/field";
import { Money } from "~/ui/kit/money";
import { useZone } from "~/ui/kit/live/now";
import { Figure, Figures, PageHead, Panel } from "~/ui/kit/panel";
import { EmptyState } from "~/ui/kit/empty-state";
import type { Meter } from "~/ui/view-models";
import { DailyBars } from "~/ui/charts/daily-bars";
import { DayTable } from "./day-table";
import { Freshness, Gaps, type Gap } from "./freshness";
import type { OpenDay, UsageDay } from "./usage-day";

export type MeterTotal = {
  meter: Meter;
  /** Decimal text, in the meter's unit. */
  quantity: string;
  amount: bigint;
};

export type UsageScreenProps = {
  currency: string;
  /** "2026-11". */
  month: string;
  /** Those that can be chosen, newest first. */
  months: string[];
  total: bigint;
  meters: MeterTotal[];
  /** Every day of the month so far, oldest first, also those without usage. */
  days: UsageDay[];
  openDay?: OpenDay;
  dataUntil?: Date;
  nextAt?: Date;
  gaps: Gap[];
  /** Absent for an admin who impersonates the member. */
  csvHref?: string;
};

/** A month's cost, down to each line that it is the sum of. */
export function UsageScreen(props: UsageScreenProps) {
  const { t } = useTranslation();
  const { currency, days, meters } = props;
  const used = days.some((day) => day.isUsed);
  const meterNames = meters.map(({ meter }) => ({ key: meter, name: t(`usage.meter.${meter}`) }));
  return (
    <>
      <PageHead
        title={t("usage.title")}
        lead={<Freshness until={props.dataUntil} next={props.nextAt} />}
        actions={<MonthChoice {...props} />}
      />
      <div className="grid gap-6">
        <Gaps gaps={props.gaps} />
        <Totals {...props} />
        {used ? (
          <>
            <Panel title={t("usage.perDay")} aside={<DaysOfUtc />}>
              <DailyBars
                label={t("usage.chartLabel")}
                currency={currency}
                series={meterNames}
                days={days.map((day) => ({
                  day: day.day,
                  state: day.state,
                  parts: day.byMeter.map((part) => ({ key: part.meter, amount: part.amount })),
                }))}
              />
            </Panel>
            <DayTable {...props} />
          </>
        ) : (
          <Panel>
            <EmptyState
              title={t("usage.none")}
              action={
                <LinkButton to={paths.newEnvironment} icon="plus">
                  {t("environments.launch")}
                </LinkButton>
              }
            >
              {t("usage.noneText")}
            </EmptyState>
          </Panel>
        )}
      </div>
    </>
  );
}

/** For whoever reads times of another zone: a day here is not a day there. */
function DaysOfUtc() {
  const { t } = useTranslation();
  const zone = useZone();
  return zone === "UTC" ? null : <>{t("usage.daysOfUtc")}</>;
}

function MonthChoice({ month, months, csvHref }: UsageScreenProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Form method="get" action={paths.usage} className="flex items-end gap-2">
        <Select label={t("usage.month")} name="month" key={month} defaultValue={month}>
          {months.map((one) => (
            <option key={one} value={one}>
              {format.month(one)}
            </option>
          ))}
        </Select>
        <Button>{t("usage.show")}</Button>
      </Form>
      {csvHref && (
        <PlainLinkButton href={csvHref} download icon="download">
          {t("usage.csv")}
        </PlainLinkButton>
      )}
    </div>
  );
}

function Totals({ month, total, meters, currency }: UsageScreenProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Panel>
      <Figures>
        <Figure label={t("usage.total")} note={format.month(month)}>
          <Money amount={total} currency={currency} />
        </Figure>
        {meters.map(({ meter, quantity, amount }) => (
          <Figure
            key={meter}
            label={t(`usage.meter.${meter}`)}
            note={t(`usage.quantity.${meter}`, { n: format.number(quantity, { maximumFractionDigits: 2 }) })}
          >
            <Money amount={amount} currency={currency} />
          </Figure>
        ))}
      </Figures>
    </Panel>
  );
}
