import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { freezeClock, later, MINUTE } from "~/core/clock";
import { newId, type ClusterId } from "~/core/id";
import { sql } from "~/db/pool.server";
import { ensureFirstPriceBook } from "~/domain/billing/prices/first-price-book.server";
import { ensurePartitions } from "~/domain/metering/windows/ensure-partitions.server";
import { runIdOf } from "~/integrations/jupyterhub/backend.server";
import { startHubAtAnyTime, type HubAtAnyTime } from "~/testing/processes/hub-at-any-time";
import {
  aCollectedCluster,
  aMeteredMember,
  at,
  emptyMetering,
  secondsCharged,
  someSizes,
  type MeteredMember,
} from "~/testing/billing/metering-fixtures";
import { collectCluster } from "./collect-cluster.server";
import { owedWindow } from "./coverage";

let hub: HubAtAnyTime;
let clusterId: ClusterId;
let alice: MeteredMember;

beforeAll(async () => {
  hub = await startHubAtAnyTime();
  await ensurePartitions(at("10:00"));
  await ensureFirstPriceBook();
});

beforeEach(async () => {
  await emptyMetering();
  freezeClock(at("09:00"));
  hub.control.running = [];
  await someSizes();
  clusterId = await aCollectedCluster(hub.apiUrl);
  alice = await aMeteredMember(clusterId, "alice");
});

afterEach(() => freezeClock(undefined));
afterAll(() => hub.stop());

/** A start at 10:00 that was stopped or given up at `ended`, before anybody saw it ready. */
async function endedStart(ended: string, { isNamed = true } = {}): Promise<void> {
  const backendRunId = isNamed ? runIdOf(alice.username, "", at("10:00")) : null;
  await sql`
    insert into workload_runs (id, workload_id, backend_run_id, cpu_milli, memory_mib, gpus, requested_at, asked_at, asks, ended_at, end_reason)
    values (${newId("run")}, ${alice.environmentId}, ${backendRunId}, 1000, 2048, 0, ${at("10:00")}, ${at("10:00")}, 1, ${at(ended)}, 'stoppedByOwner')`;
}

/** The hub's list at `time` has Alice's server, which began at `started`. */
async function collectAt(time: string, started: string): Promise<void> {
  hub.control.running = [{ username: alice.username, started: at(started), profile: "small" }];
  freezeClock(at(time));
  await collectCluster(clusterId, owedWindow(at(time)));
}

test("a start that its owner stopped while the hub was out of reach costs nothing when the hub is back with it", async () => {
  await endedStart("10:01");
  await collectAt("11:00", "10:00");
  expect(await secondsCharged()).toBe(0);
});

test("a start that was given up and became ready later costs nothing, however often it is seen", async () => {
  await endedStart("10:15");
  await collectAt("10:20", "10:00");
  await collectAt("10:45", "10:00");
  expect(await secondsCharged()).toBe(0);
});

test("nor does one whose answer was lost, so that the portal does not know the hub's name of it", async () => {
  await endedStart("10:01", { isNamed: false });
  await collectAt("11:00", "10:00:20");
  expect(await secondsCharged()).toBe(0);
});

test("what was charged while the start was open is taken back from windows that can still change", async () => {
  await endedStart("10:12");
  await sql`update workload_runs set ended_at = null, end_reason = null`;
  await collectAt("10:10", "10:00");
  expect(await secondsCharged()).toBeGreaterThan(0);
  await sql`update workload_runs set ended_at = ${at("10:12")}`;
  await collectAt("10:15", "10:00");
  expect(await secondsCharged()).toBe(0);
});

test("what somebody started on the hub's own pages long after it is charged", async () => {
  await endedStart("10:01", { isNamed: false });
  await collectAt("11:00", "10:30");
  expect(await secondsCharged()).toBe(30 * 60);
});

test("of two runs with one name, as a restart leaves them, the one that was ready is charged", async () => {
  await endedStart("10:01");
  await sql`
    insert into workload_runs (id, workload_id, backend_run_id, cpu_milli, memory_mib, gpus, requested_at, started_at, ready_at)
    values (${newId("run")}, ${alice.environmentId}, ${runIdOf(alice.username, "", at("10:00"))}, 1000, 2048, 0, ${at("10:00")}, ${at("10:00")}, ${later(at("10:00"), 2 * MINUTE)})`;
  await collectAt("10:30", "10:00");
  expect(await secondsCharged()).toBe(28 * 60);
});
