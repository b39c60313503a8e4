import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { clock, instant, later, MINUTE } from "~/core/clock";
import { collectNow } from "~/cron/collect-now.server";
import { sql } from "~/db/pool.server";
import type { ClusterId } from "~/core/id";
import { collectCluster } from "~/domain/metering/collection/collect-cluster.server";
import { owedWindow } from "~/domain/metering/collection/coverage";
import { ensurePartitions } from "~/domain/metering/windows/ensure-partitions.server";
import { callApi, refused, answerOf } from "~/testing/api-calls";
import { signedIn, startApi, type ServedApi } from "~/testing/api-fixtures";
import { cast } from "~/testing/cast";
import { startHubAtAnyTime, type HubAtAnyTime } from "~/testing/processes/hub-at-any-time";
import { aCollectedCluster, aMeteredMember, emptyMetering, someSizes } from "~/testing/billing/metering-fixtures";

let api: ServedApi;
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

const collect = (sent: object = { cookie: ada }) => callApi(`${api.url}/api/admin/usage/collect`, { method: "POST", headers: { origin: "http://localhost:3000" }, ...sent }); // prettier-ignore

test("members and strangers have nothing collected", async () => {
  const { cookie } = await signedIn(cast.charlie);
  const url = `${api.url}/api/admin/usage/collect`;
  expect(await answerOf(url, { method: "POST" })).toEqual(refused.stranger);
  const headers = { origin: "http://localhost:3000" };
  expect(await answerOf(url, { method: "POST", cookie, headers })).toEqual(refused.notAdmin);
  expect(hubs[0]?.control.calls).toBe(0);
});

test("an admin has every cluster looked at now, also where its window was collected already, and follows that to its end", async () => {
  const [clusterId, other] = clusterIds as [ClusterId, ClusterId];
  await collectCluster(clusterId, owedWindow(clock.now()));
  const { username } = await aMeteredMember(clusterId, "alice");
  hubs[0]!.control.running = [{ username, started: later(clock.now(), -MINUTE), profile: "small" }];
  const asked = await collect();
  expect([asked.status, asked.body]).toEqual([
    202,
    {
      runId: expect.stringMatching(/^collect-\d{17}$/) as string,
      state: "queued",
      clusters: [],
      startedAt: expect.any(String) as string,
    },
  ]);
  const where = asked.headers.get("location");
  expect(where).toBe(`/api/admin/usage/collect/${runOf(asked)}`);
  expect(await follow(where), "nobody works").toMatchObject({ status: 200, body: { state: "queued" } });
  await work();
  const done = await follow(where);
  const { clusters, ...run } = done.body as { clusters: { clusterId: string }[] };
  expect([done.status, run]).toEqual([
    200,
    {
      runId: runOf(asked),
      state: "done",
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

test("a hub that hangs holds up neither the answer nor what is told of the others; a cluster that cannot be seen is said to be", async () => {
  const [clusterId, other] = clusterIds as [ClusterId, ClusterId];
  await collectCluster(clusterId, owedWindow(clock.now()));
  hubs[0]!.control.trouble = "silent";
  const asked = await collect();
  expect(asked.status).toBe(202);
  const working = work();
  const told = async () => (await follow(asked.headers.get("location"))).body as { state: string; clusters: object[] };
  await expect.poll(told).toMatchObject({ state: "running", clusters: [{ clusterId: other, ok: true, samples: 0 }] });
  hubs[0]!.control.trouble = "proxy";
  hubs[0]!.hangUp();
  await working;
  expect(await told()).toMatchObject({
    state: "done",
    clusters: [
      { clusterId: other },
      { clusterId, ok: false, samples: 0, error: expect.stringContaining("does not answer") as string },
    ],
  });
  expect(await sql`select state from collector_runs where cluster_id = ${clusterId}`).toEqual([{ state: "done" }]);
}, 30_000);

test("of several at once one runs, the others are told which, and the next one after it is its own", async () => {
  const all = await Promise.all([1, 2, 3, 4].map(() => collect()));
  expect(all.map(({ status }) => status).sort()).toEqual([202, 409, 409, 409]);
  const runId = runOf(all.find(({ status }) => status === 202)!);
  for (const { status, body } of all)
    if (status === 409) expect(body).toMatchObject({ runId, error: expect.stringContaining(runId) as string });
  await work();
  const next = await collect();
  expect(next.status).toBe(202);
  expect(runOf(next)).not.toBe(runId);
});

test("a run that was cut off has failed, and stands in nobody's way for long", async () => {
  const before = later(clock.now(), -6 * MINUTE);
  await sql`insert into cron_runs (task, window_start, state, claimed_at, started_at) values ('collect-now', ${before}, 'running', ${before}, ${before})`;
  const path = `/api/admin/usage/collect/collect-${before.toISOString().replace(/\D/g, "")}`;
  expect(await follow(path)).toMatchObject({ status: 200, body: { state: "failed" } });
  expect((await collect()).status).toBe(202);
});

test("nobody follows what never was", async () => {
  for (const id of ["collect-20260101000000000", "collect-99999999999999999", "collect-now", "x"])
    expect((await follow(`/api/admin/usage/collect/${id}`)).status).toBe(404);
});

const follow = (path: string | null) => callApi(`${api.url}${path}`, { cookie: ada });
const runOf = ({ body }: { body: unknown }) => (body as { runId: string }).runId;

/** What a worker does with the job. */
async function work(): Promise<void> {
  const jobs = await sql<{ id: string; payload: { requestedAt: string } }[]>`
    delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
    where t.id = j.task_id and t.identifier = 'collect_now' returning j.id, j.payload`;
  for (const { payload } of jobs) await collectNow(instant(payload.requestedAt));
}
