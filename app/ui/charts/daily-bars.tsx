import { scaleBand, scaleLinear } from "@visx/scale";
import { BarStack } from "@visx/shape";
import { useTranslation } from "react-i18next";
import { decimalOf, nano } from "~/core/money";
import { useFormat } from "../kit/format";
import { Patterns, SeriesSwatch, fillOf } from "./patterns";

export type Series = { key: string; name: string };

export type BarDay = {
  /** "2026-11-22". */
  day: string;
  parts: { key: string; amount: bigint }[];
  state: "complete" | "open" | "late" | "missing";
};

export type DailyBarsProps = { label: string; currency: string; series: Series[]; days: BarDay[] };

const box = { width: 900, height: 240, start: 56, end: 4, top: 12, bottom: 26 };

/**
 * Stacked bars, one per day, from zero. Time runs along the reading direction, so in a right-to-left language the first day is on the right.
 * The lines below the chart on its page are its twin in words; the picture itself is one image with a label.
 */
export function DailyBars({ label, currency, series, days }: DailyBarsProps) {
  const format = useFormat();
  const { t, i18n } = useTranslation();
  const isRtl = i18n.dir() === "rtl";
  const plot = isRtl ? [box.width - box.start, box.end] : [box.start, box.width - box.end];
  const x = scaleBand<string>({ domain: days.map((day) => day.day), range: [plot[0] ?? 0, plot[1] ?? 0], padding: 0.28 });
  const rows = days.map((day) => ({ day: day.day, ...Object.fromEntries(day.parts.map((part) => [part.key, floatOf(part.amount)])) }));
  const highest = Math.max(0.01, ...days.map((day) => floatOf(day.parts.reduce((sum, part) => sum + part.amount, 0n))));
  const y = scaleLinear<number>({ domain: [0, highest], range: [box.height - box.bottom, box.top], nice: 4 });
  return (
    <figure>
      <svg viewBox={`0 0 ${box.width} ${box.height}`} role="img" aria-label={label} direction="ltr" className="block h-auto w-full text-xs">
        <Patterns />
        <Amounts y={y} format={(value) => format.number(value, { style: "currency", currency, currencyDisplay: "narrowSymbol" })} isRtl={isRtl} />
        <BarStack data={rows} keys={series.map((one) => one.key)} x={dayOf} xScale={x} yScale={y} color={(key) => fillOf(indexOf(series, key))}>
          {(stacks) =>
            stacks.flatMap((stack) =>
              stack.bars.filter((bar) => bar.height > 0).map((bar) => <rect key={`${bar.key}-${bar.index}`} x={bar.x} y={bar.y} width={bar.width} height={bar.height} fill={bar.color} />),
            )
          }
        </BarStack>
        <Holes days={days} x={x} />
        <Days days={days} x={x} format={format} />
      </svg>
      <figcaption className="mt-3 flex flex-wrap gap-x-5 gap-y-1 text-sm text-soft">
        {series.map((one, index) => (
          <span key={one.key} className="inline-flex items-center gap-2">
            <SeriesSwatch index={index} />
            {one.name}
          </span>
        ))}
        {days.some(isHole) && (
          <span className="inline-flex items-center gap-2">
            <SeriesSwatch index="hole" />
            {t("usage.hole")}
          </span>
        )}
      </figcaption>
    </figure>
  );
}

type XScale = ReturnType<typeof scaleBand<string>>;
type YScale = ReturnType<typeof scaleLinear<number>>;

const dayOf = (row: { day: string }) => row.day;
const indexOf = (series: Series[], key: string) => series.findIndex((one) => one.key === key);
const isHole = (day: BarDay) => day.state === "late" || day.state === "missing";

/** For the height of a bar only; what is written is the exact amount. */
const floatOf = (amount: bigint) => Number.parseFloat(decimalOf(nano(amount)));

function Amounts({ y, format, isRtl }: { y: YScale; format: (value: number) => string; isRtl: boolean }) {
  return (
    <g>
      {y.ticks(4).map((value) => (
        <g key={value}>
          <path d={`M${isRtl ? 0 : box.start} ${y(value)}H${isRtl ? box.width - box.start : box.width}`} className={value === 0 ? "stroke-edge" : "stroke-line"} />
          <text x={isRtl ? box.width - box.start + 8 : box.start - 8} y={y(value) + 4} textAnchor={isRtl ? "start" : "end"} className="fill-faint">
            {format(value)}
          </text>
        </g>
      ))}
    </g>
  );
}

/** Where nothing was measured, a hatched column says so instead of an empty place that looks like rest. */
function Holes({ days, x }: { days: BarDay[]; x: XScale }) {
  return (
    <g>
      {days.filter(isHole).map((day) => (
        <rect key={day.day} x={x(day.day)} y={box.top} width={x.bandwidth()} height={box.height - box.bottom - box.top} fill="url(#hole)" />
      ))}
    </g>
  );
}

function Days({ days, x, format }: { days: BarDay[]; x: XScale; format: ReturnType<typeof useFormat> }) {
  const every = Math.ceil(days.length / 10);
  return (
    <g>
      {days.map((day, index) =>
        index % every === 0 ? (
          <text key={day.day} x={(x(day.day) ?? 0) + x.bandwidth() / 2} y={box.height - 6} textAnchor="middle" className="fill-faint">
            {format.day(day.day, { day: "numeric" })}
          </text>
        ) : null,
      )}
    </g>
  );
}
