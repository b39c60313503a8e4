import { droppedUsageMonths } from "@schema/metering";
import { sql as raw } from "drizzle-orm";
import { instant } from "~/core/clock";
import type { Db } from "~/db/pool.server";
import { definitionOf, meters } from "~/domain/billing/prices/meter";
import { bookOfWindow, sumOfWindows } from "./sum-of-windows.queries.server";

/** Why a month's windows may not be dropped. */
export type RetentionFault = "notFinal" | "notRolledUp" | "daysDiffer" | "totalsDiffer" | "notPosted";

/** The months whose windows are held and that lie before `before`, oldest first, as their first days (`2026-11-01`). */
export async function heldMonths(db: Db, before: string): Promise<string[]> {
  const rows = await db.execute<{ month: string }>(raw`
    select to_char(month, 'YYYY-MM-DD') as month from (
      select to_date(substring(c.relname from '\\d{4}_\\d{2}$'), 'YYYY_MM') as month
      from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'usage_windows'::regclass and c.relname ~ '^usage_windows_\\d{4}_\\d{2}$') held
    where month < ${before}::date order by 1`);
  return rows.map((row) => row.month);
}

const bounds = (month: string) => raw`
  window_start >= ${month}::date::timestamp at time zone 'UTC'
  and window_start < (${month}::date + interval '1 month')::timestamp at time zone 'UTC'`;

/** Keeps everybody from writing to the month's windows until the transaction ends; reading them goes on. Refuses to wait for long. */
export async function lockMonth(db: Db, month: string): Promise<void> {
  await db.execute(raw`set local statement_timeout = '2min'`);
  await db.execute(raw`set local lock_timeout = '3s'`);
  await db.execute(
    raw`lock table ${raw.identifier(`usage_windows_${month.slice(0, 7).replace("-", "_")}`)} in share mode`,
  );
}

/** What keeps the month's windows from being dropped; undefined when days, totals and ledger say all that they do. */
export async function faultOfMonth(db: Db, month: string): Promise<RetentionFault | undefined> {
  const checks = [
    ["notFinal", raw`select 1 from usage_windows where ${bounds(month)} and not is_final limit 1`],
    [
      "notRolledUp",
      raw`select 1 from changed_usage_days where day >= ${month}::date and day < ${month}::date + interval '1 month' limit 1`,
    ],
    ["daysDiffer", daysThatDiffer(month)],
    ["totalsDiffer", totalsThatDiffer(month)],
    ["notPosted", raw`select 1 from usage_totals where period = ${month}::date and rated_nano <> posted_nano limit 1`],
  ] as const;
  for (const [fault, found] of checks) if ((await db.execute(found)).length > 0) return fault;
  return undefined;
}

/** Days that are not the sums of the windows of known people, each under the price book of its start. */
const daysThatDiffer = (month: string) => raw`
  with summed as (${sumOfWindows(
    raw`(w.window_start at time zone 'UTC')::date`,
    raw`from usage_windows w left join books b on ${bookOfWindow} where ${bounds(month)} and w.user_id is not null`,
  )}), kept as (
    select user_id, day, environment_id, price_book_id, quantities, running_ms
    from usage_days where day >= ${month}::date and day < ${month}::date + interval '1 month'
  )
  select 1 from summed s full join kept k using (user_id, day, environment_id, price_book_id)
  where (s.quantities, s.running_ms) is distinct from (k.quantities, k.running_ms) limit 1`;

/** Totals of accounts that are not the sums of their days; also what a day has at the position of no meter. */
const totalsThatDiffer = (month: string) => raw`
  with summed as (
    select a.id as account_id, d.price_book_id, m.meter, sum(q.quantity) as quantity
    from usage_days d join billing_accounts a on a.user_id = d.user_id
    cross join lateral unnest(d.quantities) with ordinality as q(quantity, position)
    left join json_to_recordset(${positions()}::json) as m(meter text, position bigint) on m.position = q.position
    where d.day >= ${month}::date and d.day < ${month}::date + interval '1 month' group by 1, 2, 3
  ), kept as (
    select account_id, price_book_id, meter, quantity from usage_totals where period = ${month}::date
  )
  select 1 from summed s full join kept k using (account_id, price_book_id, meter)
  where coalesce(s.quantity, 0) <> coalesce(k.quantity, 0) limit 1`;

const positions = () => JSON.stringify(meters().map((meter) => ({ meter, position: definitionOf(meter).position })));

/** Drops the month's windows, all at once, and notes that; the caller has found no fault and holds the month locked. */
export async function dropMonth(db: Db, month: string, now: Date): Promise<bigint> {
  const [row] = await db.execute<{ windows: string }>(
    raw`select count(*) as windows from usage_windows where ${bounds(month)}`,
  );
  const windows = BigInt(row?.windows ?? 0);
  await db.execute(raw`select drop_usage_partition(${month}::date)`);
  await db.insert(droppedUsageMonths).values({ month, windows, droppedAt: now });
  return windows;
}

/** The first window that is held for sure, and may be written: earlier ones were dropped. Undefined where none were. */
export async function windowsHeldFrom(db: Db): Promise<Date | undefined> {
  const [row] = await db.execute<{ at: string | null }>(raw`
    select ((max(month) + interval '1 month')::timestamp at time zone 'UTC') as at from dropped_usage_months`);
  return row?.at ? instant(row.at) : undefined;
}
