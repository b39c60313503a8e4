// What the statements of bench/layouts-of-usage.ts have in common.
export const WORKLOADS = 5000;

export const places = (meters: number) => Array.from({ length: meters }, (_, n) => n + 1);
export const list = (meters: number, one: (place: number) => string, by = ", ") => places(meters).map(one).join(by);
/** What a workload holds per millisecond; one in ten has a GPU, which is the third meter. */
export const rate = (place: number) => ["1000", "2048", "case when n % 10 = 0 then 1 else 0 end"][place - 1] ?? "1000";
const rateOf = (place: number, n: number) => [1000, 2048, n % 10 === 0 ? 1 : 0][place - 1] ?? 1000;
export const id = (prefix: string) => `'${prefix}_01' || lpad(n::text, 24, '0')`;
const idOf = (prefix: string, n: number) => `${prefix}_01${String(n).padStart(24, "0")}`;

export const who = `${id("seg")}, ${id("user")}, ${id("env")}`;
export const ran = (days: number) =>
  `from generate_series(timestamptz '2026-03-01 00:00Z', timestamptz '2026-03-01 00:00Z' + interval '${days} days' - interval '15 minutes', interval '15 minutes') w,
    generate_series(0, ${WORKLOADS - 1}) n`;
export const cluster = `'cluster_01' || lpad((n % 10)::text, 24, '0')`;
export const monthOfDays = `from generate_series(date '2026-03-01', date '2026-03-31', interval '1 day') d, generate_series(0, ${WORKLOADS - 1}) n`;

export function tables(name: string, quantities: string, { key = "" } = {}): string {
  return `
    create table ${name}_windows (window_start timestamptz not null, cluster_id text not null, segment_id text not null, user_id text,
      environment_id text, ${quantities}, running_ms bigint not null default 0, is_final boolean not null default false, revision integer not null default 1,
      primary key (window_start, cluster_id, segment_id${key})) partition by range (window_start);
    create index on ${name}_windows (user_id, window_start);
    create table ${name}_windows_2026_03 partition of ${name}_windows for values from ('2026-03-01 00:00Z') to ('2026-04-01 00:00Z');
    create table ${name}_windows_default partition of ${name}_windows default;
    create table ${name}_days (day date not null, user_id text not null, environment_id text not null, price_book_id text not null, ${quantities},
      running_ms bigint not null default 0, primary key (user_id, day, environment_id, price_book_id${key}));
    create index on ${name}_days (day);`;
}

export const head = (n: number, start: string) => ({
  windowStart: start,
  clusterId: idOf("cluster", n % 10),
  segmentId: idOf("seg", n),
  userId: idOf("user", n),
  environmentId: idOf("env", n),
});

export const everybody = Array.from({ length: WORKLOADS }, (_, n) => n);
export const amounts = (meters: number, n: number, ms: number) => places(meters).map((place) => rateOf(place, n) * ms);
export const trimmed = (values: readonly number[]) => values.slice(0, values.findLastIndex((value) => value > 0) + 1);

/** `used`: what of a row may change; `own`: its columns that no other layout has. */
export function upsert(name: string, own: readonly string[], recordset: string, key = ""): string {
  const columns = ["user_id", "environment_id", ...own, "running_ms"];
  const used = (row: string) => columns.map((column) => `${row}.${column}`).join(", ");
  return `
    with written as (
      insert into ${name}_windows as u (window_start, cluster_id, segment_id, ${columns.join(", ")}, is_final)
      select * from json_to_recordset($1::text::json) as row("windowStart" timestamptz, "clusterId" text, "segmentId" text, "userId" text,
        "environmentId" text, ${recordset}, "runningMs" bigint, "isFinal" boolean)
      on conflict (window_start, cluster_id, segment_id${key}) do update set
        (${columns.join(", ")}, is_final) = row(${used("excluded")}, excluded.is_final),
        revision = u.revision + case when (${used("u")}) is distinct from (${used("excluded")}) then 1 else 0 end
      where not u.is_final and (${used("u")}, u.is_final) is distinct from (${used("excluded")}, excluded.is_final)
      returning u.user_id, u.window_start)
    select distinct user_id, to_char(window_start at time zone 'UTC', 'YYYY-MM-DD') as day from written where user_id is not null`;
}

/** Of the day `$2`, as the portal bounds it: once by each member's day and once for all. */
const onDay = `and w.window_start >= changed.day::timestamp at time zone 'UTC' and w.window_start < (changed.day + 1)::timestamp at time zone 'UTC'
      and w.window_start >= $2::text::date::timestamp at time zone 'UTC' and w.window_start < ($2::text::date + 1)::timestamp at time zone 'UTC'`;

export function rollUp(name: string, own: string, sums: string, { group = "", lateral = "" } = {}): string {
  return `
    with changed as materialized (select * from json_to_recordset($1::text::json) as c("userId" text, day date))
    insert into ${name}_days (user_id, day, environment_id, price_book_id, ${own}, running_ms)
    select w.user_id, changed.day, coalesce(w.environment_id, ''), 'book_01', ${sums}, sum(w.running_ms)::bigint
    from changed join ${name}_windows w on w.user_id = changed."userId"
      ${onDay} ${lateral}
    group by 1, 2, 3, 4${group}`;
}

/** Sums of arrays, whatever positions they have; how long something ran goes along as the first. */
export function rollUpUnnested(name: string): string {
  return `
    with changed as materialized (select * from json_to_recordset($1::text::json) as c("userId" text, day date)),
    used as (
      select w.user_id, changed.day, coalesce(w.environment_id, '') as environment_id, 'book_01' as book,
        array_prepend(w.running_ms, w.quantities) as amounts
      from changed join ${name}_windows w on w.user_id = changed."userId"
        ${onDay}),
    by_position as (
      select user_id, day, environment_id, book, position, sum(amount)::bigint as amount
      from used cross join lateral unnest(amounts) with ordinality a(amount, position) group by 1, 2, 3, 4, 5),
    summed as (
      select user_id, day, environment_id, book, array_agg(amount order by position) as amounts from by_position group by 1, 2, 3, 4)
    insert into ${name}_days (user_id, day, environment_id, price_book_id, quantities, running_ms)
    select user_id, day, environment_id, book, amounts[2:], amounts[1] from summed`;
}

const months = `select d.* from`;
export const monthOf = (name: string) =>
  `${months} ${name}_days d where d.user_id = $1 and d.day >= '2026-03-01' and d.day < '2026-04-01' order by d.day, d.price_book_id, d.environment_id`;
export const totalsOf = (name: string, sums: string, { lateral = "", group = "" } = {}) => `
  select d.user_id, d.price_book_id, ${sums} from json_array_elements_text($1::text::json) u(id) join ${name}_days d on d.user_id = u.id
  and d.day >= '2026-03-01' and d.day < '2026-04-01' ${lateral} group by 1, 2${group}`;
