import { drizzle } from "drizzle-orm/postgres-js";
import { expect, test } from "vitest";
import { DAY, clock, later } from "~/core/clock";
import type { UserId } from "~/core/id";
import { asOwner, emptyActivity, pastTheGuards } from "~/testing/database/as-owner";
import { linesPage, type LineFilter } from "./activity.queries.server";

test("two hundred thousand lines are never read through to show a page of them", async () => {
  await emptyActivity();
  await pastTheGuards(async (owner) => {
    await owner`insert into activity (at, actor_id, subject_id, action, target_kind, target_id, outcome, key_id, address, chain, place, hash)
      select now() - make_interval(secs => 200000 - n), 'user_' || n % 500, 'user_' || n % 700,
        case when n % 3 = 0 then 'environment.start' when n % 50000 = 1 then 'prices.publish' else 'member.sign_in' end,
        'environment', 'env_' || n % 9000, case when n % 20000 = 0 then 'failed' else 'success' end,
        case when n % 1000 = 0 then 'key_' || n % 7 end, '192.0.2.' || n % 211, 0, n, ''
      from generate_series(1, 200000) as n`;
    await owner`analyze activity`;
  });
  const member: UserId = "user_3";
  const at = later(clock.now(), -DAY);
  const filters: Omit<LineFilter, "limit">[] = [
    {},
    { around: member },
    { around: member, actions: ["prices.publish"], from: at },
    { actorId: member },
    { actorId: member, subjectId: "user_4" },
    { subjectId: member, outcome: "failed" },
    { targetId: "env_77" },
    { targetId: "key_1" },
    { address: "192.0.2.7" },
    { address: "192.0.2.7", actorId: member },
    { address: "203.0.113.1" },
    { actions: ["prices.publish", "environment.start"] },
    { outcome: "failed" },
    { outcome: "refused" },
    { from: at, until: later(at, 1000) },
    { until: at, before: "150000" },
    { after: "150000" },
    { around: member, before: "150000" },
  ];
  for (const filter of filters) {
    const plan = await planOf(filter);
    expect(plan, JSON.stringify(filter)).not.toMatch(/Seq Scan on activity/);
    expect(mostRows(plan), `${JSON.stringify(filter)}\n${plan}`).toBeLessThan(1000);
  }
}, 120_000);

/** How the database goes about the very statement that is asked. */
async function planOf(filter: Omit<LineFilter, "limit">): Promise<string> {
  return asOwner(async (owner) => {
    const asked: { text: string; params: unknown[] }[] = [];
    const listening = drizzle(owner, { logger: { logQuery: (text, params) => asked.push({ text, params }) } });
    await linesPage(listening, { ...filter, limit: 51 });
    const [{ text, params } = { text: "", params: [] }] = asked;
    const plan = await owner.unsafe<{ "QUERY PLAN": string }[]>(`explain (analyze) ${text}`, params as never[]);
    return plan.map((line) => line["QUERY PLAN"]).join("\n");
  });
}

/** How many lines the step that read most of them let through or left out. */
function mostRows(plan: string): number {
  const read = [...plan.matchAll(/actual [^)]*rows=(\d+)[^)]*|Rows Removed by [^:]*: (\d+)/g)];
  return Math.max(...read.map(([, passed, removed]) => Number(passed ?? removed)));
}
