import { afterAll, beforeAll, expect, test } from "vitest";
import { clock, HOUR, later, SECOND } from "~/core/clock";
import { db, sql } from "~/db/pool.server";
import type { HubSimulator } from "~/integrations/jupyterhub/simulator";
import { asOwner } from "~/testing/database/as-owner";
import { setScene, startHub } from "~/testing/workload-fixtures";
import { insertDiscovered, markSeen, workloadsToReconcile } from "./listed.queries.server";

const MEMBERS = 10_000;

let hub: HubSimulator;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.stop());

test("a long list is compared in a moment, also where the database's statistics are of a time when there was nothing", async () => {
  const { clusterId } = await setScene(hub);
  const began = later(clock.now(), -HOUR);
  await asOwner(async (owner) => {
    await owner`analyze users, assignments, workloads, workload_runs`;
  });
  await sql`insert into users (id, email, name, created_at)
    select 'user_' || i, i || '@example.org', 'N', now() from generate_series(1, ${MEMBERS}::int) i`;
  await sql`insert into assignments (user_id, cluster_id, hub_username, assigned_at)
    select 'user_' || i, ${clusterId}, i || '@example.org', now() from generate_series(1, ${MEMBERS}::int) i`;
  await sql`insert into workloads (id, owner_id, cluster_id, backend, name, size_id, desired, desired_reason, desired_at, observed, observed_at, created_at)
    select 'env_' || i, 'user_' || i, ${clusterId}, 'jupyterhub', 'N', (select id from sizes limit 1), 'running', 'startRequested', ${began},
      'running', ${began}, ${began} from generate_series(1, ${MEMBERS}::int) i`;
  await sql`insert into workload_runs (id, workload_id, cpu_milli, memory_mib, gpus, requested_at, started_at, ready_at, backend_run_id)
    select 'run_' || i, 'env_' || i, 1, 1, 0, ${began}, ${began}, ${began}, 'run ' || i from generate_series(1, ${MEMBERS}::int) i`;
  const listed = Array.from({ length: MEMBERS }, (_, i) => ({
    owner: `${i + 1}@example.org`,
    name: "",
    runId: i === 0 ? "another run" : `run ${i + 1}`,
    startedAt: began,
  }));
  const askedAt = clock.now();
  expect(await markSeen(db, clusterId, listed, askedAt)).toBe(MEMBERS - 1);
  await insertDiscovered(clusterId, listed, askedAt);
  expect(await workloadsToReconcile(clusterId, listed.slice(0, -1), askedAt)).toEqual(
    expect.toSatisfy((ids: string[]) => ids.toSorted().join() === `env_1,env_${MEMBERS}`),
  );
  expect(clock.now().getTime() - askedAt.getTime()).toBeLessThan(5 * SECOND);
});
