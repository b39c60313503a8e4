import { expect, test } from "playwright/test";
import postgres from "postgres";
import { definitionOf, meters } from "../app/domain/billing/prices/meter";

let sql: postgres.Sql;

const positions = meters().map((meter) => ({ meter, position: definitionOf(meter).position }));

test.beforeAll(() => {
  sql = postgres(process.env["E2E_DATABASE_URL"] ?? "", { max: 1 });
});
test.afterAll(() => sql.end());

test("what the demo's members used is what the ledger charged, to the nano", async () => {
  const off = await sql`
    with charged as (
      select t.account_id, t.subject as month, sum(e.amount_nano) as nano
      from ledger_transactions t join ledger_entries e on e.transaction_id = t.id and e.ledger_account = 'cust:' || t.account_id || ':credits'
      where t.kind = 'usage' group by 1, 2),
    used as (select account_id, to_char(period, 'YYYY-MM') as month, sum(posted_nano) as nano from usage_totals group by 1, 2)
    select * from charged full join used using (account_id, month) where charged.nano is distinct from used.nano and coalesce(used.nano, 0) <> 0`;
  expect(off).toEqual([]);
  const days = await sql`
    with days as (select a.id as account_id, date_trunc('month', d.day)::date as period, q.position, sum(q.quantity) as quantity
      from usage_days d join billing_accounts a on a.user_id = d.user_id
      cross join lateral unnest(d.quantities) with ordinality as q(quantity, position) group by 1, 2, 3),
    windows as (select a.id as account_id, date_trunc('month', w.window_start at time zone 'UTC')::date as period, q.position, sum(q.quantity) as quantity
      from usage_windows w join billing_accounts a on a.user_id = w.user_id
      cross join lateral unnest(w.quantities) with ordinality as q(quantity, position) group by 1, 2, 3),
    totals as (select t.account_id, t.period, m.position, sum(t.quantity) as quantity
      from usage_totals t join jsonb_to_recordset(${sql.json(positions)}) as m(meter text, position bigint) using (meter) group by 1, 2, 3)
    select * from days full join windows using (account_id, period, position) full join totals using (account_id, period, position)
    where (coalesce(days.quantity, 0), coalesce(windows.quantity, 0)) is distinct from (totals.quantity, totals.quantity)`;
  expect(days).toEqual([]);
});

test("charges of the demo's history were posted on the days after the work, and balances follow their order", async () => {
  const [charges] = await sql<{ days: number; most: number }[]>`
    select count(*)::int as days, max(entries)::int as most from (
      select t.occurred_at::date, t.account_id, count(*) as entries from ledger_transactions t
      where t.kind = 'usage' and t.occurred_at < current_date group by 1, 2) per_day`;
  expect(charges?.days).toBeGreaterThan(200);
  expect(charges?.most).toBeLessThanOrEqual(2);
  const disordered = await sql`
    select 1 from (select e.ledger_account, t.occurred_at, lag(t.occurred_at) over (partition by e.ledger_account order by e.id) as before
      from ledger_entries e join ledger_transactions t on t.id = e.transaction_id where e.ledger_account like 'cust:%') moves
    where before > occurred_at`;
  expect(disordered).toHaveLength(0);
});

test("every start of the demo's history that failed is in the activity log, with its cause", async () => {
  const runs = await sql<{ failed: number; logged: number }[]>`
    select count(*)::int as failed, count(a.id)::int as logged
    from workload_runs r left join activity a on a.target_id = r.workload_id and a.action = 'environment.failed' and a.outcome = 'failed'
      and a.at = r.ended_at and a.after ->> 'reason' = r.end_reason
    where r.end_reason in ('startFailed', 'startVanished', 'startTookTooLong', 'hubUnreachable') and r.ended_at < now() - interval '30 minutes'`;
  expect(runs[0]?.failed).toBeGreaterThan(10);
  expect(runs[0]?.logged).toBe(runs[0]?.failed);
  const [bobs] = await sql`
    select a.after from activity a join users u on u.id = a.subject_id and u.email = 'bob@example.org' where a.action = 'environment.failed'
    order by a.id limit 1`;
  expect(bobs?.["after"]).toMatchObject({
    state: "failed",
    reason: "startFailed",
    cause: expect.stringMatching(/no space left/),
  });
});

test("the demo's history has what an installation goes through", async () => {
  const [seen] = await sql<Record<string, number>[]>`
    select (select count(*)::int from users) as members,
      (select count(*)::int from clusters) as clusters,
      (select count(*)::int from workload_runs) as runs,
      (select count(*)::int from users where suspended_at is not null) as suspended,
      (select count(*)::int from activity where action = 'placement.wait') as waited,
      (select count(*)::int from placements where state = 'failed') as "placementsFailed",
      (select count(*)::int from workload_runs where end_reason = 'creditUsedUp') as "stoppedForCredit",
      (select count(*)::int from ledger_transactions where kind = 'refund') as refunds,
      (select count(*)::int from ledger_transactions where kind = 'dispute') as disputes,
      (select count(*)::int from api_keys) as keys,
      (select count(*)::int from collector_runs where failure_code = 'collectionMissed') as "windowsMissed",
      (select count(*)::int from webhook_deliveries d where state = 'delivered'
        and (select count(*) from webhook_attempts where delivery_id = d.id) > 1) as recovered`;
  expect(seen?.["clusters"]).toBe(2);
  expect(seen?.["members"]).toBeGreaterThan(40);
  expect(seen?.["runs"]).toBeGreaterThan(400);
  for (const [what, count] of Object.entries(seen ?? {})) expect(count, what).toBeGreaterThan(0);
});
