import {
  places,
  list,
  rate,
  id,
  who,
  ran,
  cluster,
  monthOfDays,
  tables,
  head,
  everybody,
  amounts,
  trimmed,
  upsert,
  rollUp,
  rollUpUnnested,
  monthOf,
  totalsOf,
} from "./layout-statements";

/** One way to keep usage. Statements take their data as JSON in `$1`; of meters beyond the third every workload uses as much as of the first. */
export type Layout = {
  name: string;
  tables: (meters: number) => string;
  fill: (meters: number, days: number) => string;
  /** The rows of one window of all workloads that ran for `ms` of it. */
  given: (meters: number, start: string, ms: number) => string;
  upsert: (meters: number) => string;
  rollUp: (meters: number) => Record<string, string>;
  fillDays: (meters: number) => string;
  month: () => string;
  totals: (meters: number) => string;
};

const columns: Layout = {
  name: "columns",
  tables: (meters) =>
    tables(
      "columns",
      list(meters, (p) => `q${p} bigint not null default 0`),
    ),
  fill: (meters, days) => `insert into columns_windows
    select w, ${cluster}, ${who}, ${list(meters, (p) => `${rate(p)} * 900000::bigint`)}, 900000, true, 1 ${ran(days)}`,
  given: (meters, start, ms) =>
    JSON.stringify(
      everybody.map((n) => ({
        ...head(n, start),
        ...Object.fromEntries(amounts(meters, n, ms).map((value, i) => [`q${i + 1}`, String(value)])),
        runningMs: String(ms),
        isFinal: false,
      })),
    ),
  upsert: (meters) =>
    upsert(
      "columns",
      places(meters).map((p) => `q${p}`),
      list(meters, (p) => `q${p} bigint`),
    ),
  rollUp: (meters) => ({
    named: rollUp(
      "columns",
      list(meters, (p) => `q${p}`),
      list(meters, (p) => `sum(w.q${p})::bigint`),
    ),
  }),
  fillDays: (meters) => `insert into columns_days
    select d::date, ${id("user")}, ${id("env")}, 'book_01', ${list(meters, (p) => `${rate(p)} * 86400000::bigint`)}, 86400000 ${monthOfDays}`,
  month: () => monthOf("columns"),
  totals: (meters) =>
    totalsOf(
      "columns",
      list(meters, (p) => `sum(d.q${p})::bigint`),
    ),
};

/** No row for what is not used. */
const rows: Layout = {
  name: "rows",
  tables: () => tables("rows", "meter text not null, quantity bigint not null", { key: ", meter" }),
  fill: (meters, days) => `insert into rows_windows
    select w, ${cluster}, ${who}, 'meter_hours_' || m.place, m.rate * 900000::bigint, 900000, true, 1 ${ran(days)},
      lateral (values ${list(meters, (p) => `(${p}, ${rate(p)})`)}) m(place, rate) where m.rate > 0`,
  given: (meters, start, ms) =>
    JSON.stringify(
      everybody.flatMap((n) =>
        amounts(meters, n, ms).flatMap((value, i) =>
          value > 0
            ? [
                {
                  ...head(n, start),
                  meter: `meter_hours_${i + 1}`,
                  quantity: String(value),
                  runningMs: String(ms),
                  isFinal: false,
                },
              ]
            : [],
        ),
      ),
    ),
  upsert: () => upsert("rows", ["meter", "quantity"], "meter text, quantity bigint", ", meter"),
  rollUp: () => ({ named: rollUp("rows", "meter, quantity", "w.meter, sum(w.quantity)::bigint", { group: ", 5" }) }),
  fillDays: (meters) => `insert into rows_days
    select d::date, ${id("user")}, ${id("env")}, 'book_01', 'meter_hours_' || m.place, m.rate * 86400000::bigint, 86400000 ${monthOfDays},
      lateral (values ${list(meters, (p) => `(${p}, ${rate(p)})`)}) m(place, rate) where m.rate > 0`,
  month: () => monthOf("rows"),
  totals: () => totalsOf("rows", "d.meter, sum(d.quantity)::bigint", { group: ", 3" }),
};

const jsonOf = (meters: number, value: (place: number) => string) =>
  `jsonb_strip_nulls(jsonb_build_object(${list(meters, (p) => `'meter_hours_${p}', nullif(${value(p)}, 0)`)}))`;

const json: Layout = {
  name: "jsonb",
  tables: () => tables("jsonb", "quantities jsonb not null default '{}'"),
  fill: (meters, days) => `insert into jsonb_windows
    select w, ${cluster}, ${who}, ${jsonOf(meters, (p) => `${rate(p)} * 900000::bigint`)}, 900000, true, 1 ${ran(days)}`,
  given: (meters, start, ms) =>
    JSON.stringify(
      everybody.map((n) => ({
        ...head(n, start),
        quantities: Object.fromEntries(
          amounts(meters, n, ms).flatMap((value, i) => (value > 0 ? [[`meter_hours_${i + 1}`, value]] : [])),
        ),
        runningMs: String(ms),
        isFinal: false,
      })),
    ),
  upsert: () => upsert("jsonb", ["quantities"], "quantities jsonb"),
  rollUp: (meters) => ({
    named: rollUp(
      "jsonb",
      "quantities",
      jsonOf(meters, (p) => `sum((w.quantities->>'meter_hours_${p}')::bigint)`),
    ),
  }),
  fillDays: (meters) => `insert into jsonb_days
    select d::date, ${id("user")}, ${id("env")}, 'book_01', ${jsonOf(meters, (p) => `${rate(p)} * 86400000::bigint`)}, 86400000 ${monthOfDays}`,
  month: () => monthOf("jsonb"),
  totals: () =>
    totalsOf("jsonb", "q.key, sum(q.value::bigint)::bigint", {
      lateral: "cross join lateral jsonb_each_text(d.quantities) q",
      group: ", 3",
    }),
};

const arrayOf = (meters: number, value: (place: number) => string) =>
  `(array[${list(meters, value)}])[1:case when ${value(3)} = 0 and ${meters} = 3 then 2 else ${meters} end]`;

/** Without zeros at the end. */
const array: Layout = {
  name: "array",
  tables: () => tables("array", "quantities bigint[] not null default '{}'").replaceAll("array_", "array_"),
  fill: (meters, days) => `insert into array_windows
    select w, ${cluster}, ${who}, ${arrayOf(meters, (p) => `${rate(p)} * 900000::bigint`)}, 900000, true, 1 ${ran(days)}`,
  given: (meters, start, ms) =>
    JSON.stringify(
      everybody.map((n) => ({
        ...head(n, start),
        quantities: trimmed(amounts(meters, n, ms)),
        runningMs: String(ms),
        isFinal: false,
      })),
    ),
  upsert: () => upsert("array", ["quantities"], "quantities bigint[]"),
  rollUp: (meters) => ({
    named: rollUp(
      "array",
      "quantities",
      `array[${list(meters, (p) => `coalesce(sum(w.quantities[${p}]), 0)::bigint`)}]`,
    ),
    unnested: rollUpUnnested("array"),
  }),
  fillDays: (meters) => `insert into array_days
    select d::date, ${id("user")}, ${id("env")}, 'book_01', ${arrayOf(meters, (p) => `${rate(p)} * 86400000::bigint`)}, 86400000 ${monthOfDays}`,
  month: () => monthOf("array"),
  totals: () =>
    totalsOf("array", "q.place, sum(q.quantity)::bigint", {
      lateral: "cross join lateral unnest(d.quantities) with ordinality q(quantity, place)",
      group: ", 3",
    }),
};

export const layouts: readonly Layout[] = [columns, rows, json, array];
