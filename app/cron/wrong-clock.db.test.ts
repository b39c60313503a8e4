import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { DAY } from "~/core/clock";
import { addJob } from "~/db/jobs.server";
import { db, sql } from "~/db/pool.server";
import { startSession } from "~/domain/identity/sessions/start-session.server";
import { visitOfSession } from "~/domain/identity/sessions/visit-of-session.server";
import type { HubSimulator } from "~/integrations/jupyterhub/simulator";
import { startPayments, type Payments } from "~/testing/billing/billing-fixtures";
import { aRunningEnvironment, setScene, startHub, type Scene } from "~/testing/workload-fixtures";
import { schedule } from "./schedule.server";
import { startScheduler } from "./start-scheduler.server";
import { startWorkers } from "./workers.server";

const waiting = { timeout: 30_000, interval: 100 };
const AHEAD = 3 * DAY;

/** A comparison is right to half of its round trip. */
const aboutThreeDays = (side: string) => new RegExp(`clock is 259[12]\\d\\d s ${side}`);

/** Longer than a replica needs to tick, to take a job and to stop a notebook. */
const LONG_ENOUGH = 3000;

let hub: HubSimulator;
let payments: Payments;
let scene: Scene;
let token: string;
const replicas: ChildProcess[] = [];

beforeAll(async () => {
  payments = await startPayments();
  hub = await startHub();
});

beforeEach(async () => {
  // Whatever the replicas that were killed held.
  await sql`truncate worker_heartbeats, cron_runs, graphile_worker._private_jobs`;
  scene = await setScene(hub);
  await aRunningEnvironment(scene.alice);
  await sql`update workload_runs set requested_at = now() - interval '1 hour', ready_at = now() - interval '1 hour'`;
  await sql`truncate graphile_worker._private_jobs`;
  token = (await startSession(scene.alice.userId, { userAgent: null })).token;
});

afterEach(async () => {
  for (const child of replicas.splice(0)) {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
});

afterAll(() => Promise.all([hub.stop(), payments.stop()]));

/** A replica in a process of its own whose clock is wrong by so much; what it logs is kept. */
async function aReplica(shiftMs: number) {
  const child = fork("app/testing/processes/replica-process.ts", {
    execArgv: ["--import", "tsx", "--import", "./app/testing/processes/shifted-date.ts"],
    stdio: ["ignore", "pipe", "inherit", "ipc"],
    env: { ...process.env, SHIFT_MS: String(shiftMs), LOG_LEVEL: "info" },
  });
  replicas.push(child);
  let said = "";
  child.stdout?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await once(child, "message");
  const linesOf = (words: string | RegExp) => said.split("\n").filter((line) => line.search(words) >= 0);
  return { setClock: (ms: number) => child.send({ shiftMs: ms }), linesOf };
}

/** Everything that money, a member's work or a sign-in consists of. */
async function whatMatters() {
  const [row] = await sql`select
    (select json_agg(e order by id) from workloads e)::text as environments,
    (select json_agg(r order by id) from workload_runs r)::text as runs,
    (select json_agg(s order by id) from sessions s)::text as sessions,
    (select json_agg(u order by id) from users u)::text as users,
    (select json_agg(l order by id) from ledger_entries l)::text as entries,
    (select count(*)::int from usage_windows) as windows, (select count(*)::int from usage_days) as days,
    (select count(*)::int from collector_runs) as collections, (select count(*)::int from cron_runs) as ticks,
    (select count(*)::int from activity) as lines`;
  return row;
}

const jobs = () => sql<{ locked: boolean; attempts: number }[]>`
  select locked_at is not null as locked, attempts from graphile_worker._private_jobs`;
const tasksDone = async () =>
  (await sql<{ task: string }[]>`select distinct task from cron_runs where state = 'done'`).length;
const watch = () => addJob(db, "watch_cluster", { clusterId: scene.clusterId });

test.each([
  ["ahead", AHEAD],
  ["behind", -AHEAD],
])(
  "a replica that starts three days %s changes nothing, and goes on by itself once its clock is right",
  async (side, skew) => {
    await watch();
    const before = await whatMatters();
    const replica = await aReplica(skew);
    await expect.poll(() => replica.linesOf(aboutThreeDays(side)), waiting).toHaveLength(1);
    await wait(LONG_ENOUGH);
    expect(await whatMatters()).toEqual(before);
    expect(await jobs()).toEqual([{ locked: false, attempts: 0 }]);
    expect(replica.linesOf('"level":"error"')).toHaveLength(1);

    replica.setClock(0);
    await expect.poll(tasksDone, waiting).toBe(schedule.length);
    expect(replica.linesOf("the clocks agree again")).toHaveLength(1);
    const [times] = await sql`select
    bool_and(window_start between now() - interval '2 days' and now()) as due, bool_and(claimed_at <= now()) as claimed from cron_runs`;
    expect(times).toEqual({ due: true, claimed: true });
    const [alice] = await sql`select e.state, ended_at from workloads e join workload_runs r on r.workload_id = e.id`;
    expect(alice).toEqual({ state: "running", ended_at: null });
    expect((await visitOfSession(token))?.viewer).toEqual(scene.alice);
  },
  120_000,
);

test("a clock that jumps while its replica works stops that replica at once, and no other", async () => {
  const replica = await aReplica(0);
  await expect.poll(tasksDone, waiting).toBe(schedule.length);
  const ran = () => sql`select state, ended_at from workload_runs r join workloads e on e.id = r.workload_id`;
  const before = await ran();

  replica.setClock(AHEAD);
  await expect.poll(() => replica.linesOf(aboutThreeDays("ahead")), waiting).toHaveLength(1);
  await expect.poll(() => sql`select 1 from worker_heartbeats`, waiting).toHaveLength(0);
  await sql`truncate cron_runs, graphile_worker._private_jobs`;
  await watch();
  await wait(LONG_ENOUGH);
  expect(await jobs()).toEqual([{ locked: false, attempts: 0 }]);
  expect(await sql`select 1 from cron_runs`).toHaveLength(0);

  const mine = { workers: await startWorkers(), clock: startScheduler() };
  try {
    await expect.poll(tasksDone, waiting).toBe(schedule.length);
    await expect.poll(jobs, waiting).toHaveLength(0);
  } finally {
    mine.clock.stop();
    await mine.workers.stop();
  }
  expect(await ran()).toEqual(before);
  expect(await sql`select 1 from cron_runs where window_start > now()`).toHaveLength(0);
}, 120_000);
