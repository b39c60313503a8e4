import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { sql } from "~/db/pool.server";
import { tick } from "~/cron/run-task.server";
import { clock } from "~/core/clock";
import { answerOf } from "~/testing/api-calls";
import { signedIn, startApi, type ServedApi } from "~/testing/api-fixtures";
import { cast } from "~/testing/cast";
import { aCollectedCluster, emptyMetering } from "~/testing/billing/metering-fixtures";
import { testSettings } from "~/testing/settings";
import { asOwner } from "~/testing/database/as-owner";

let api: ServedApi;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());
beforeEach(async () => {
  await emptyMetering();
  await aCollectedCluster("http://127.0.0.1:9");
});

const secret = testSettings.CRON_SECRET;
const paths = ["/api/cron/collect-k8s-metrics", "/api/cron/charge-users"] as const;
const call = (path: string, headers: Record<string, string>, method = "GET") =>
  answerOf(`${api.url}${path}`, { headers, method });
const runs = () =>
  sql<{ task: string; state: string; attempts: number }[]>`select task, state, attempts from cron_runs`;

test("without the secret, with a wrong one, or as an admin, nothing is run", async () => {
  const { cookie } = await signedIn(cast.ada);
  for (const path of paths)
    for (const headers of <Record<string, string>[]>[
      {},
      { authorization: "Bearer " },
      { authorization: `Bearer ${secret}x` },
      { authorization: secret },
      { "x-cron-secret": secret.slice(1) },
      { cookie },
    ])
      expect(await call(path, headers)).toEqual([401, { error: "Not authenticated" }]);
  expect(await runs()).toEqual([]);
});

test("each way of sending the secret, and either method, runs the clock's own task once for its window", async () => {
  const first = await call(paths[0], { authorization: `Bearer ${secret}` });
  expect(first).toEqual([
    200,
    {
      task: "collect-usage",
      window: expect.stringMatching(/:(00|15|30|45):00\.000Z$/) as string,
      state: "done",
      repeated: false,
      attempts: 1,
      startedAt: expect.any(String) as string,
      finishedAt: expect.any(String) as string,
      report: { clusters: 1 },
    },
  ]);
  expect(await call(paths[0], { "x-cron-secret": secret }, "POST")).toEqual([
    200,
    { ...(first[1] as object), repeated: true },
  ]);
  expect(await call(paths[0], { CRON_SECRET: secret })).toMatchObject([200, { repeated: true, attempts: 1 }]);
  expect(await sql`select 1 from graphile_worker.jobs where task_identifier = 'collect_cluster'`).toHaveLength(1);
});

test("charging settles what was used, and says how much", async () => {
  expect(await call(paths[1], { authorization: `Bearer ${secret}` }, "POST")).toMatchObject([
    200,
    { task: "settle-usage", state: "done", report: { accounts: 0, transactions: 0 } },
  ]);
});

test("however many call at once, it is run once", async () => {
  const all = await Promise.all(
    Array.from({ length: 8 }, () => call(paths[1], { authorization: `Bearer ${secret}` }, "POST")),
  );
  expect(all.filter(([, body]) => !(body as { repeated: boolean }).repeated)).toHaveLength(1);
  expect(all.every(([status]) => status === 200 || status === 202)).toBe(true);
  expect(await runs()).toEqual([{ task: "settle-usage", state: "done", attempts: 1 }]);
});

test("what the portal's own clock has claimed is reported and left to it", async () => {
  await tick("settle-usage", clock.now());
  expect(await call(paths[1], { authorization: `Bearer ${secret}` })).toMatchObject([
    202,
    { state: "queued", repeated: true, attempts: 0 },
  ]);
});

test("a run that fails says so, and is left to a job that tries again", async () => {
  await asOwner((owner) => owner`alter table usage_totals rename to usage_totals_away`);
  const [status, body] = await call(paths[1], { authorization: `Bearer ${secret}` }).finally(() =>
    asOwner((owner) => owner`alter table usage_totals_away rename to usage_totals`),
  );
  expect(status).toBe(500);
  expect(JSON.stringify(body)).not.toContain("usage_totals");
  expect(await runs()).toMatchObject([{ state: "failed", attempts: 1 }]);
  expect(await call(paths[1], { authorization: `Bearer ${secret}` })).toMatchObject([202, { state: "failed" }]);
  expect(
    await sql`select 1 from graphile_worker.jobs where task_identifier = 'run_task' and run_at > now()`,
  ).toHaveLength(1);
});
