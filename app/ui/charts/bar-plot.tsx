import { scaleBand, scaleLinear } from "@visx/scale";
import { BarStack } from "@visx/shape";
import { useTranslation } from "react-i18next";
import { decimalOf, nano } from "~/core/money";
import { useFormat } from "~/ui/kit/format";
import { isHole, type BarDay, type Bars } from "./bars";
import { fillOf } from "./textures";

type Box = { width: number; height: number; start: number; end: number; top: number; bottom: number };

/** One drawing of the bars in a box of its own units; it scales with the page without moving anything round it. */
export function BarPlot({ label, currency, series, days, box, className }: Bars & { box: Box; className: string }) {
  const format = useFormat();
  const { i18n } = useTranslation();
  const isRtl = i18n.dir() === "rtl";
  const range: [number, number] = isRtl ? [box.width - box.start, box.end] : [box.start, box.width - box.end];
  const x = scaleBand<string>({ domain: days.map((day) => day.day), range, padding: 0.28 });
  const y = scaleLinear<number>({ domain: [0, highestOf(days)], range: [box.height - box.bottom, box.top], nice: 4 });
  const rows = days.map((day) => ({
    day: day.day,
    ...Object.fromEntries(day.parts.map((part) => [part.key, floatOf(part.amount)])),
  }));
  const fillOfKey = (key: string) => fillOf(series.findIndex((one) => one.key === key));
  return (
    <svg
      viewBox={`0 0 ${box.width} ${box.height}`}
      role="img"
      aria-label={label}
      direction="ltr"
      className={`block h-auto w-full text-xs ${className}`}
    >
      <Amounts
        y={y}
        box={box}
        isRtl={isRtl}
        write={(value) => format.number(value, { style: "currency", currency, currencyDisplay: "narrowSymbol" })}
      />
      <BarStack
        data={rows}
        keys={series.map((one) => one.key)}
        x={(row) => row.day}
        xScale={x}
        yScale={y}
        value={amountOf}
        color={fillOfKey}
      >
        {(stacks) =>
          stacks.flatMap((stack) =>
            stack.bars
              .filter((bar) => bar.height > 0)
              .map((bar) => (
                <rect
                  key={`${bar.key}-${bar.index}`}
                  x={bar.x}
                  y={bar.y}
                  width={bar.width}
                  height={bar.height}
                  fill={bar.color}
                />
              )),
          )
        }
      </BarStack>
      {days.filter(isHole).map((day) => (
        <rect
          key={day.day}
          x={x(day.day)}
          y={box.top}
          width={x.bandwidth()}
          height={box.height - box.bottom - box.top}
          fill="url(#series-hole)"
        />
      ))}
      <Days days={days} x={x} box={box} write={(day) => format.day(day, { day: "numeric" })} />
    </svg>
  );
}

type Row = { day: string } & Record<string, number | string>;

const amountOf = (row: Row, key: string) => (typeof row[key] === "number" ? row[key] : 0);

/** For the height of a bar only; what is written is the exact amount. */
const floatOf = (amount: bigint) => Number.parseFloat(decimalOf(nano(amount)));

const highestOf = (days: BarDay[]) =>
  Math.max(0.01, ...days.map((day) => floatOf(day.parts.reduce((sum, part) => sum + part.amount, 0n))));

type AmountsProps = {
  y: ReturnType<typeof scaleLinear<number>>;
  box: Box;
  isRtl: boolean;
  write: (value: number) => string;
};

function Amounts({ y, box, isRtl, write }: AmountsProps) {
  const edge = isRtl ? box.width - box.start : box.start;
  return (
    <g>
      {y.ticks(4).map((value) => (
        <g key={value}>
          <path
            d={`M${edge} ${y(value)}H${isRtl ? 0 : box.width}`}
            className={value === 0 ? "stroke-edge" : "stroke-line"}
          />
          <text
            x={edge + (isRtl ? 8 : -8)}
            y={y(value) + 4}
            textAnchor={isRtl ? "start" : "end"}
            className="fill-faint"
          >
            {write(value)}
          </text>
        </g>
      ))}
    </g>
  );
}

type DaysProps = { days: BarDay[]; x: ReturnType<typeof scaleBand<string>>; box: Box; write: (day: string) => string };

/** As many days are named as there is room for. */
function Days({ days, x, box, write }: DaysProps) {
  const every = Math.ceil((days.length * 28) / (box.width - box.start - box.end));
  return (
    <g>
      {days
        .filter((_, index) => index % every === 0)
        .map((day) => (
          <text
            key={day.day}
            x={(x(day.day) ?? 0) + x.bandwidth() / 2}
            y={box.height - 6}
            textAnchor="middle"
            className="fill-faint"
          >
            {write(day.day)}
          </text>
        ))}
    </g>
  );
}
