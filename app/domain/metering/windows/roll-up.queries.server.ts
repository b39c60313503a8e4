import { sql as raw } from "drizzle-orm";
import type { PriceBookId, UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { fromStored, type Quantities } from "~/domain/billing/prices/quantities";
import { bookOfWindow, sumOfWindows } from "./sum-of-windows.queries.server";
import type { ChangedDay } from "./windows.queries.server";

/** Notes that these days' windows changed, in the transaction that changed them: their roll-up is owed until somebody has made it. */
export async function oweRollUp(db: Db, days: readonly ChangedDay[]): Promise<void> {
  await db.execute(raw`
    insert into changed_usage_days (user_id, day)
    select "userId", day from json_to_recordset(${JSON.stringify(days)}::json) as changed("userId" text, day date)`);
}

/**
 * Takes the days of up to `limit` people whose roll-up is owed, `except` for some, and keeps others from these people until the transaction ends: two clusters may
 * have changed the same person's day, and each must see the other's windows. Whom somebody else has is left out and not waited for: whoever
 * has them looks again after they are done.
 */
export async function takeChangedDays(db: Db, limit: number, except: ReadonlySet<UserId>): Promise<ChangedDay[]> {
  await db.execute(raw`set local statement_timeout = '2min'`);
  const free = await db.execute<{ user_id: UserId }>(raw`
    with owed as materialized (
      select distinct user_id from changed_usage_days
      where user_id not in (select json_array_elements_text(${JSON.stringify([...except])}::json)))
    select user_id from owed where pg_try_advisory_xact_lock(hashtextextended('atrium:roll-up:' || user_id, 0)) limit ${limit}`);
  // A statement of its own: it sees what was written by the time that the people were free.
  const taken = await db.execute<{ user_id: UserId; day: string }>(raw`
    delete from changed_usage_days
    where user_id in (select json_array_elements_text(${JSON.stringify(free.map((row) => row.user_id))}::json))
    returning user_id, to_char(day, 'YYYY-MM-DD') as day`);
  const days = taken.map((row): ChangedDay => ({ userId: row.user_id, day: row.day }));
  return [...new Map(days.map((day) => [`${day.userId} ${day.day}`, day])).values()];
}

/** Rebuilds whole days from their windows, each window under the price book that was in force at its start. */
export async function rebuildDays(db: Db, days: readonly ChangedDay[]): Promise<void> {
  const changed = raw`json_to_recordset(${JSON.stringify(days)}::json) as changed("userId" text, day date)`;
  const sorted = days.map((one) => one.day).sort();
  await db.execute(
    raw`delete from usage_days d using ${changed} where d.user_id = changed."userId" and d.day = changed.day`,
  );
  const sums = sumOfWindows(
    raw`changed.day`,
    raw`from ${changed}
      join usage_windows w on w.user_id = changed."userId"
        and w.window_start >= changed.day::timestamp at time zone 'UTC' and w.window_start < (changed.day + 1)::timestamp at time zone 'UTC'
        and w.window_start >= ${sorted.at(0)}::date::timestamp at time zone 'UTC'
        and w.window_start < (${sorted.at(-1)}::date + 1)::timestamp at time zone 'UTC'
      join books b on ${bookOfWindow}`,
  );
  await db.execute(raw`
    insert into usage_days (user_id, day, environment_id, price_book_id, quantities, running_ms) ${sums}`);
}

/** What somebody used in a month under one price book. */
export type MonthTotal = { userId: UserId; period: string; priceBookId: PriceBookId; quantities: Quantities };

type TotalRow = { user_id: UserId; period: string; price_book_id: PriceBookId; quantities: string[] };

/** What these people used in the months that hold these days, whole months, from the days. */
export async function monthTotals(db: Db, days: readonly ChangedDay[]): Promise<MonthTotal[]> {
  const rows = await db.execute<TotalRow>(raw`
    with months as (
      select distinct "userId" as user_id, date_trunc('month', day)::date as first
      from json_to_recordset(${JSON.stringify(days)}::json) as row("userId" text, day date)
    ), totals as (
      select m.user_id, m.first, d.price_book_id, q.position, sum(q.quantity)::bigint as quantity
      from months m
      join usage_days d on d.user_id = m.user_id and d.day >= m.first and d.day < (m.first + interval '1 month')::date
      left join lateral unnest(d.quantities) with ordinality as q(quantity, position) on true
      group by 1, 2, 3, 4
    )
    select user_id, to_char(first, 'YYYY-MM-DD') as period, price_book_id,
      coalesce(array_agg(quantity order by position) filter (where position is not null), '{}') as quantities
    from totals group by 1, 2, 3`);
  return rows.map((row) => ({
    userId: row.user_id,
    period: row.period,
    priceBookId: row.price_book_id,
    quantities: fromStored(row.quantities),
  }));
}
