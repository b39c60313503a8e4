import { expect, test } from "vitest";
import { instant } from "~/core/clock";
import { runIdOf } from "~/integrations/jupyterhub/backend.server";
import { databaseBefore } from "~/testing/database/database-before";

const began = instant("2026-03-01T09:00:00.123Z");
const username = "zoë+lab@example.org";

test("environments become workloads: what was shown is shown still, and every run has the name that its usage has", async () => {
  const { sql, migrate, drop } = await databaseBefore("0018_workloads");
  await sql`insert into users (id, email, name, created_at, anonymised_at) values
    ('user_1', ${username}, 'Zoe', ${began}, null), ('user_2', 'deleted', 'Nobody', ${began}, ${began})`;
  await sql`insert into clusters (id, name, hopsworks_url, hopsworks_key_sealed, hopsworks_key_last4, hopsworks_idp_client_id, hub_api_url,
      hub_public_url, hub_token_sealed, max_members, created_at)
    values ('cluster_1', 'one', 'u', 'k', '1234', 'c', 'a', 'p', 't', 9, ${began})`;
  await sql`insert into assignments (user_id, cluster_id, hub_username, assigned_at) values ('user_1', 'cluster_1', ${username}, ${began})`;
  await sql`insert into sizes (id, slug, name, cpu_milli, memory_mib, position) values ('size_1', 'small', 'Small', 1000, 2048, 1)`;
  const states = [
    ["creating", "startRequested"],
    ["creating", "hubUnreachable"],
    ["running", "ready"],
    ["running", "startedOutside"],
    ["stopping", "creditUsedUp"],
    ["stopped", "stoppedByOwner"],
    ["stopped", null],
    ["failed", "startFailed"],
  ] as const;
  for (const [index, [state, reason]] of states.entries())
    await sql`insert into environments (id, owner_id, cluster_id, backend, server_name, name, size_id, state, reason, state_changed_at, created_at)
      values (${`env_${index}`}, 'user_1', 'cluster_1', 'jupyterhub', ${index === 0 ? "" : `gpu ${index}`}, 'Notebook', 'size_1', ${state}, ${reason}, ${began}, ${began})`;
  await sql`insert into environments (id, owner_id, cluster_id, backend, name, size_id, state, state_changed_at, created_at)
    values ('env_9', 'user_2', 'cluster_1', 'jupyterhub', 'Notebook', 'size_1', 'failed', ${began}, ${began})`;
  await sql`insert into environment_runs (id, environment_id, cpu_milli, memory_mib, gpus, requested_at, started_at, ended_at) values
    ('run_0', 'env_0', 1000, 2048, 0, ${began}, null, null), ('run_2', 'env_2', 1000, 2048, 0, ${began}, ${began}, null),
    ('run_9', 'env_9', 1000, 2048, 0, ${began}, ${began}, ${began})`;
  const before = await sql`select id, state, reason, state_changed_at from environments order by id`;

  await migrate();

  expect(await sql`select id, state, reason, state_changed_at from workloads order by id`).toEqual(before);
  expect(await sql`select id, desired, has_failed, observed from workloads order by id`).toEqual([
    { id: "env_0", desired: "running", has_failed: false, observed: "unknown" },
    { id: "env_1", desired: "running", has_failed: false, observed: "unknown" },
    { id: "env_2", desired: "running", has_failed: false, observed: "running" },
    { id: "env_3", desired: "running", has_failed: false, observed: "running" },
    { id: "env_4", desired: "stopped", has_failed: false, observed: "running" },
    { id: "env_5", desired: "stopped", has_failed: false, observed: "stopped" },
    { id: "env_6", desired: "stopped", has_failed: false, observed: "stopped" },
    { id: "env_7", desired: "stopped", has_failed: true, observed: "unknown" },
    { id: "env_9", desired: "stopped", has_failed: true, observed: "stopped" },
  ]);
  expect(await sql`select id, backend_run_id from workload_runs order by id`).toEqual([
    { id: "run_0", backend_run_id: null },
    { id: "run_2", backend_run_id: runIdOf(username, "gpu 2", began) },
    { id: "run_9", backend_run_id: "deleted-user_2/@2026-03-01T09:00:00.123Z" },
  ]);
  await drop();
});
