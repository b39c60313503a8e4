import { sql as raw } from "drizzle-orm";
import type { PriceBookId, UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import type { ChangedDay } from "./windows.queries.server";

/**
 * Lets one roll-up in at a time, until the transaction ends: two clusters may have changed the same person's day, and each must see the
 * other's windows.
 */
export async function lockRollUp(db: Db): Promise<void> {
  await db.execute(raw`select pg_advisory_xact_lock(hashtext('atrium:roll-up'))`);
}

/** Rebuilds whole days from their windows, each window under the price book that was in force at its start. */
export async function rebuildDays(db: Db, days: readonly ChangedDay[]): Promise<void> {
  const given = JSON.stringify(days);
  const sorted = days.map((one) => one.day).sort();
  await db.execute(raw`
    with changed as (
      select * from json_to_recordset(${given}::json) as row("userId" text, day date)
    ), books as (
      select id, valid_from, lead(valid_from, 1, 'infinity') over (order by valid_from) as valid_until from price_books
    ), fresh as (
      select c."userId" as user_id, c.day, coalesce(w.environment_id, '') as environment_id, b.id as price_book_id,
        sum(w.cpu_micros)::bigint as cpu_micros, sum(w.memory_mib_ms)::bigint as memory_mib_ms,
        sum(w.gpu_ms)::bigint as gpu_ms, sum(w.running_ms)::bigint as running_ms
      from changed c
      join usage_windows w on w.user_id = c."userId"
        and w.window_start >= c.day::timestamp at time zone 'UTC' and w.window_start < (c.day + 1)::timestamp at time zone 'UTC'
        and w.window_start >= ${sorted.at(0)}::date::timestamp at time zone 'UTC'
        and w.window_start < (${sorted.at(-1)}::date + 1)::timestamp at time zone 'UTC'
      join books b on w.window_start >= b.valid_from and w.window_start < b.valid_until
      group by 1, 2, 3, 4
    ), gone as (
      delete from usage_days d using changed c
      where d.user_id = c."userId" and d.day = c.day and not exists (
        select from fresh f where (f.user_id, f.day, f.environment_id, f.price_book_id) = (d.user_id, d.day, d.environment_id, d.price_book_id))
    )
    insert into usage_days (user_id, day, environment_id, price_book_id, cpu_micros, memory_mib_ms, gpu_ms, running_ms)
    select * from fresh
    on conflict (user_id, day, environment_id, price_book_id) do update set
      cpu_micros = excluded.cpu_micros, memory_mib_ms = excluded.memory_mib_ms, gpu_ms = excluded.gpu_ms, running_ms = excluded.running_ms`);
}

export type MonthTotal = { userId: UserId; period: string; priceBookId: PriceBookId; cpuMicros: bigint; memoryMibMs: bigint; gpuMs: bigint };

type TotalRow = { user_id: UserId; period: string; price_book_id: PriceBookId; cpu_micros: string; memory_mib_ms: string; gpu_ms: string };

/** What these people used in the months that hold these days, whole months, from the days. */
export async function monthTotals(db: Db, days: readonly ChangedDay[]): Promise<MonthTotal[]> {
  const rows = await db.execute<TotalRow>(raw`
    with months as (
      select distinct "userId" as user_id, date_trunc('month', day)::date as first
      from json_to_recordset(${JSON.stringify(days)}::json) as row("userId" text, day date))
    select m.user_id, to_char(m.first, 'YYYY-MM-DD') as period, d.price_book_id,
      sum(d.cpu_micros)::bigint as cpu_micros, sum(d.memory_mib_ms)::bigint as memory_mib_ms, sum(d.gpu_ms)::bigint as gpu_ms
    from months m
    join usage_days d on d.user_id = m.user_id and d.day >= m.first and d.day < (m.first + interval '1 month')::date
    group by 1, 2, 3`);
  return rows.map((row) => ({
    userId: row.user_id,
    period: row.period,
    priceBookId: row.price_book_id,
    cpuMicros: BigInt(row.cpu_micros),
    memoryMibMs: BigInt(row.memory_mib_ms),
    gpuMs: BigInt(row.gpu_ms),
  }));
}
