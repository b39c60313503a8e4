import { assignments } from "@schema/clusters";
import { workloadRuns, workloads, sizes } from "@schema/workloads";
import { users } from "@schema/identity";
import { clock, instant } from "~/core/clock";
import { newId, type AccountId, type ClusterId, type EnvironmentId, type RunId, type UserId } from "~/core/id";
import { db, sql } from "~/db/pool.server";
import { definitionOf, type MeteredSize } from "~/domain/billing/prices/meter";
import { openAccount } from "~/domain/billing/ledger/open-account.server";
import { fromStored, heldBy, toStored, type Quantities } from "~/domain/billing/prices/quantities";
import { addCluster } from "~/domain/clusters/add-cluster.server";
import { runIdOf } from "~/integrations/jupyterhub/backend.server";

/** A time on the day that metering's tests play on: `10:15` or `10:15:30.250`. */
export const at = (time: string) => instant(`2026-03-10T${time.length === 5 ? `${time}:00` : time}Z`);

export const small = { cpuMilli: 1000, memoryMib: 2048, gpus: 0 };
export const large = { cpuMilli: 4000, memoryMib: 16_384, gpus: 1 };

/** What a workload of this size holds, as segments keep it. */
export const storedHeld = (size: MeteredSize) => toStored(heldBy(size)).map(BigInt);

/** Everything that was measured, and everybody, is gone. */
export async function emptyMetering(): Promise<void> {
  await sql`truncate usage_windows, usage_days, changed_usage_days, dropped_usage_months, metered_segments, collector_runs, usage_totals, cron_runs, worker_heartbeats`;
  await sql`truncate workload_runs, workloads, assignments, billing_accounts, ledger_balances, ledger_entries, ledger_transactions, sizes, clusters, users cascade`;
  await sql`truncate graphile_worker._private_jobs`;
}

export async function someSizes(): Promise<void> {
  await db.insert(sizes).values([
    { id: newId("size"), slug: "small", name: "Small", ...small, position: 1 },
    { id: newId("size"), slug: "large", name: "Large", ...large, position: 2 },
  ]);
}

export async function aCollectedCluster(hubApiUrl: string, name: string = newId("cluster")): Promise<ClusterId> {
  return addCluster({
    name,
    hopsworksUrl: "http://127.0.0.1:9",
    hopsworksKey: "prefix.secret",
    hopsworksIdpClientId: "atrium",
    hubApiUrl,
    hubPublicUrl: hubApiUrl,
    hubToken: "hub-token-for-tests-0123456789abcdef",
    maxMembers: 100_000,
    acceptsMembers: true,
    isSimulated: true,
  });
}

export type MeteredMember = { userId: UserId; accountId: AccountId; environmentId: EnvironmentId; username: string };

/** A member with an account, a place on the cluster and a notebook of size small. */
export async function aMeteredMember(clusterId: ClusterId, name: string): Promise<MeteredMember> {
  const userId = newId("user");
  const environmentId = newId("env");
  const username = `${name}@example.org`;
  const now = clock.now();
  await db.insert(users).values({ id: userId, email: username, name, createdAt: now });
  await db.insert(assignments).values({ userId, clusterId, hubUsername: username, assignedAt: now });
  const [size] = await sql<{ id: string }[]>`select id from sizes where slug = 'small'`;
  await db.insert(workloads).values({
    id: environmentId,
    ownerId: userId,
    clusterId,
    backend: "jupyterhub",
    name: "Notebook",
    sizeId: size?.id ?? "",
    desired: "running",
    desiredAt: now,
    observed: "running",
    observedAt: now,
    createdAt: now,
  });
  return { userId, accountId: await openAccount(userId), environmentId, username };
}

/** What the portal itself knows of a run. */
export async function aRun(
  environmentId: EnvironmentId,
  startedAt: Date,
  endedAt?: Date,
  shape = small,
): Promise<RunId> {
  const id = newId("run");
  const [place] = await sql<{ username: string; name: string }[]>`
    select a.hub_username as username, w.backend_name as name
    from workloads w join assignments a on a.user_id = w.owner_id and a.cluster_id = w.cluster_id where w.id = ${environmentId}`;
  if (!place) throw new Error(`${environmentId} is nobody's`);
  const backendRunId = runIdOf(place.username, place.name, startedAt);
  const times = { requestedAt: startedAt, startedAt, endedAt: endedAt ?? null };
  await db.insert(workloadRuns).values({ id, workloadId: environmentId, backendRunId, ...shape, ...times });
  return id;
}

export type WindowSeen = { window: string; environment: string | null; seconds: number; cpu: bigint; isFinal: boolean };

/** What is stored of windows, in order: their start as `10:15`, and how long something ran. */
export async function windowsStored(): Promise<WindowSeen[]> {
  return sql<WindowSeen[]>`
    select to_char(window_start at time zone 'UTC', 'HH24:MI') as window, environment_id as environment,
      (running_ms / 1000.0)::float as seconds, coalesce(quantities[${definitionOf("cpu_hours").position}], 0) as cpu, is_final as "isFinal"
    from usage_windows where running_ms > 0 order by window_start, segment_id`;
}

export const secondsCharged = async () => (await windowsStored()).reduce((sum, one) => sum + one.seconds, 0);

/** What all windows or days have together. */
export async function sumsOf(table: "usage_windows" | "usage_days"): Promise<Quantities> {
  const [row] = await sql<{ quantities: bigint[] }[]>`
    select array_agg(quantity order by position) as quantities from (
      select position, sum(quantity)::bigint as quantity from ${sql(table)}
      cross join lateral unnest(quantities) with ordinality as q(quantity, position) group by 1) sums`;
  return fromStored(row?.quantities ?? []);
}

/** Every derived row without what depends on how often it was derived: two histories of collection must leave the same. */
export async function everythingDerived() {
  const windows = await sql`
    select w.window_start, s.source_uid, w.user_id, w.environment_id, w.quantities, w.running_ms, w.is_final
    from usage_windows w join metered_segments s on s.id = w.segment_id where w.running_ms > 0 order by 1, 2`;
  const days =
    await sql`select * from usage_days where running_ms > 0 order by user_id, day, environment_id, price_book_id`;
  const totals = await sql`
    select account_id, period, meter, price_book_id, quantity, rated_nano from usage_totals where quantity > 0 order by 1, 2, 3, 4`;
  return { windows: [...windows], days: [...days], totals: [...totals] };
}
