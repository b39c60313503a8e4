import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { clock, later, MINUTE } from "~/core/clock";
import { sql } from "~/db/pool.server";
import type { ClusterId } from "~/core/id";
import { collectCluster } from "~/domain/metering/collect-cluster.server";
import { owedWindow } from "~/domain/metering/coverage";
import { ensurePartitions } from "~/domain/metering/ensure-partitions.server";
import { ask, refused, told } from "~/testing/api-calls";
import { signedIn, startApi, type ApiStage } from "~/testing/api-stage";
import { cast } from "~/testing/cast";
import { startHubAtAnyTime, type HubAtAnyTime } from "~/testing/hub-at-any-time";
import { aCollectedCluster, aMeteredMember, emptyMetering, someSizes } from "~/testing/metering-fixtures";

let api: ApiStage;
let hubs: HubAtAnyTime[];
let clusterIds: ClusterId[];
let ada: string;

beforeAll(async () => {
  await ensurePartitions(clock.now());
  hubs = await Promise.all([startHubAtAnyTime(), startHubAtAnyTime()]);
  api = await startApi();
});
afterAll(async () => {
  await Promise.all([api.stop(), ...hubs.map((hub) => hub.stop())]);
});
beforeEach(async () => {
  await emptyMetering();
  await someSizes();
  for (const { control } of hubs) Object.assign(control, { running: [], trouble: undefined, delayMs: 0, calls: 0 });
  clusterIds = await Promise.all(hubs.map(({ apiUrl }) => aCollectedCluster(apiUrl)));
  ({ cookie: ada } = await signedIn(cast.ada));
});

const collect = (sent: object = { cookie: ada }) => ask(`${api.url}/api/admin/usage/collect`, { method: "POST", headers: { origin: "http://localhost:3000" }, ...sent }); // prettier-ignore

test("members and strangers have nothing collected", async () => {
  const { cookie } = await signedIn(cast.charlie);
  const url = `${api.url}/api/admin/usage/collect`;
  expect(await told(url, { method: "POST" })).toEqual(refused.stranger);
  const headers = { origin: "http://localhost:3000" };
  expect(await told(url, { method: "POST", cookie, headers })).toEqual(refused.notAdmin);
  expect(hubs[0]?.control.calls).toBe(0);
});

test("an admin has every cluster looked at now, also where its window was collected already", async () => {
  const [clusterId, other] = clusterIds as [ClusterId, ClusterId];
  await collectCluster(clusterId, owedWindow(clock.now()));
  const { username } = await aMeteredMember(clusterId, "alice");
  hubs[0]!.control.running = [{ username, started: later(clock.now(), -MINUTE), profile: "small" }];
  const { status, body } = await collect();
  const { clusters, ...run } = body as { clusters: { clusterId: string }[] };
  expect([status, run]).toEqual([
    200,
    {
      runId: expect.stringMatching(/^collect-\d{17}$/) as string,
      users: 1,
      startedAt: expect.any(String) as string,
      finishedAt: expect.any(String) as string,
    },
  ]);
  expect(clusters.toSorted((a, b) => (a.clusterId < b.clusterId ? -1 : 1))).toEqual(
    [{ clusterId, ok: true, samples: 1 }, { clusterId: other, ok: true, samples: 0 }].toSorted((a, b) => (a.clusterId < b.clusterId ? -1 : 1)), // prettier-ignore
  );
  expect(await sql`select 1 from metered_segments where cluster_id = ${clusterId}`).toHaveLength(1);
  expect(await sql`select 1 from activity where action = 'usage.collect'`).toHaveLength(1);
});

test("a cluster that cannot be seen is said to be, and hides nothing of the other", async () => {
  const [clusterId, other] = clusterIds as [ClusterId, ClusterId];
  await collectCluster(clusterId, owedWindow(clock.now()));
  hubs[0]!.control.trouble = "proxy";
  const { status, body } = await collect();
  const { clusters } = body as { clusters: { clusterId: string }[] };
  expect([status, clusters.find((one) => one.clusterId === clusterId)]).toEqual([
    200,
    { clusterId, ok: false, samples: 0, error: expect.stringContaining("does not answer") as string },
  ]);
  expect(clusters.find((one) => one.clusterId === other)).toEqual({ clusterId: other, ok: true, samples: 0 });
  expect(await sql`select state from collector_runs where cluster_id = ${clusterId}`).toEqual([{ state: "done" }]);
}, 30_000);

test("a second call while one runs is told which one it is, and the next one after it is its own", async () => {
  for (const { control } of hubs) control.delayMs = 700;
  const first = collect();
  await expect.poll(() => hubs[0]?.control.calls).toBeGreaterThan(0);
  const second = await collect();
  const done = await first;
  const { runId } = done.body as { runId: string };
  expect(second).toMatchObject({ status: 409, body: { error: expect.stringContaining(runId) as string, runId } });
  for (const { control } of hubs) control.delayMs = 0;
  const third = await collect();
  expect(third.status).toBe(200);
  expect((third.body as { runId: string }).runId).not.toBe(runId);
});

test("of several at once one runs", async () => {
  for (const { control } of hubs) control.delayMs = 700;
  const all = await Promise.all([1, 2, 3, 4].map(() => collect()));
  expect(all.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
});

test("a run that was cut off stands in nobody's way for long", async () => {
  const before = later(clock.now(), -6 * MINUTE);
  await sql`insert into cron_runs (task, window_start, state, claimed_at, started_at) values ('collect-now', ${before}, 'running', ${before}, ${before})`;
  expect((await collect()).status).toBe(200);
});
