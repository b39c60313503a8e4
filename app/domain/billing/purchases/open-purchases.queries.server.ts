import { creditPurchases } from "@schema/billing";
import { and, eq, lt, sql as raw } from "drizzle-orm";
import type { PurchaseId } from "~/core/id";
import type { Db } from "~/db/pool.server";

/** An open purchase whose turn it is, how often it had been asked about before, and since when it was due (in ms; null: never asked). */
export type DueCheck = { id: PurchaseId; sessionId: string; checks: number; dueAt: number | null };

/**
 * Claims open purchases that were begun before `before` and whose next check is due, the longest due first. Each is put off by five
 * minutes, twice as long every time and a day at most, before anybody asks: none comes up twice, whichever replica asks, and one that
 * stays open for ever keeps no newer one waiting.
 */
export async function claimDueChecks(db: Db, before: Date, now: Date, limit: number): Promise<DueCheck[]> {
  const at = raw`${now.toISOString()}::timestamptz`;
  return db.execute<DueCheck>(raw`
    with due as materialized (
      select id, check_at, coalesce(check_at, created_at + interval '10 minutes') as since, created_at from credit_purchases
      where state = 'open' and session_id is not null and created_at < ${before.toISOString()}::timestamptz
        and (check_at is null or check_at <= ${at})
      order by since, created_at, id limit ${limit} for update skip locked
    ), claimed as (
      update credit_purchases as p set checks = p.checks + 1,
        check_at = ${at} + least(interval '5 minutes' * power(2, least(p.checks, 12)), interval '1 day')
      from due where p.id = due.id returning p.id, p.session_id, p.checks - 1 as checks
    )
    select id, claimed.session_id as "sessionId", claimed.checks, extract(epoch from due.check_at)::float8 * 1000 as "dueAt"
    from claimed join due using (id) order by due.since, due.created_at, id`);
}

/** The check did not take place: it is due again at `checkAt`, and the ones after it are not further apart for it. */
export async function postponeCheck(db: Db, { id, checks }: DueCheck, checkAt: Date | null): Promise<void> {
  await db
    .update(creditPurchases)
    .set({ checks, checkAt })
    .where(and(eq(creditPurchases.id, id), eq(creditPurchases.state, "open")));
}

/** Ends purchases that never got a page to be paid on. */
export async function expireUnopened(db: Db, before: Date, now: Date): Promise<number> {
  const expired = await db
    .update(creditPurchases)
    .set({ state: "expired", settledAt: now })
    .where(and(eq(creditPurchases.state, "created"), lt(creditPurchases.createdAt, before)))
    .returning({ id: creditPurchases.id });
  return expired.length;
}
