import { clock } from "~/core/clock";
import type { ClusterId, EnvironmentId } from "~/core/id";
import type { Nano } from "~/core/money";
import type { Db } from "~/db/pool.server";
import { hourlyPrice, inForce, type PriceBook } from "~/domain/billing/prices/price-book";
import { priceBooks } from "~/domain/billing/prices/price-books.server";
import { heldBy } from "~/domain/billing/prices/quantities";
import { clusterFacts } from "~/domain/clusters/clusters.queries.server";
import type { Run } from "~/domain/workloads/workload";
import type { WorkloadRecord } from "~/domain/workloads/workload";
import { openRunsOf } from "~/domain/workloads/runs.queries.server";
import { costOfStretch, liveCost } from "./run-cost";
import { runCosts } from "./run-costs.server";

type ClusterFacts = { name: string; hubState: "up" | "down" | null };

export type EnvironmentWithCost = ReturnType<typeof withCost>;

/** Environments as pages show them: with the price of an hour now, and what the run that is open has cost so far. */
export async function environmentsWithCost(
  db: Db,
  environments: readonly WorkloadRecord[],
): Promise<EnvironmentWithCost[]> {
  if (environments.length === 0) return [];
  const [clusters, runs, books] = await Promise.all([
    clusterFacts(
      db,
      environments.map(({ clusterId }) => clusterId),
    ),
    openRunsOf(
      db,
      environments.map(({ id }) => id),
    ),
    priceBooks(),
  ]);
  const now = clock.now();
  const book = inForce(books, now);
  const clusterOf = new Map<ClusterId, ClusterFacts>(clusters.map((cluster) => [cluster.id, cluster]));
  return environments.map((environment) =>
    withCost(environment, clusterOf.get(environment.clusterId), runs.get(environment.id), book, now),
  );
}

function withCost(
  environment: WorkloadRecord,
  cluster: ClusterFacts | undefined,
  run: Run | undefined,
  book: PriceBook,
  now: Date,
) {
  const { id, name, state, size, reason, reasonParams } = environment;
  return {
    id,
    name,
    state,
    ...(reason && { reason: { code: reason, params: reasonParams ?? {} } }),
    size: { ...size, pricePerHour: hourlyPrice(book, size) },
    clusterName: cluster?.name ?? "",
    hubReachable: cluster?.hubState !== "down",
    ...(run?.readyAt && { startedAt: run.readyAt, costSoFar: liveCost({ ...run, startedAt: run.readyAt }, book, now) }),
  };
}

/**
 * The latest runs of an environment with what each has cost. Until a run is measured to its end, its cost is worked out from the run itself:
 * the same formula over the same times, so measuring it changes nothing.
 */
export async function runsWithCost(
  db: Db,
  id: EnvironmentId,
  runs: readonly Run[],
): Promise<(Run & { cost: Nano | undefined })[]> {
  const [costs, books] = await Promise.all([runCosts(db, id), priceBooks()]);
  const now = clock.now();
  return runs.map((run) => {
    const measured = costs.get(run.id);
    const until = run.endedAt ?? now;
    if (measured && measured.measuredUntil >= until) return { ...run, cost: measured.cost };
    const { readyAt } = run;
    return { ...run, cost: readyAt ? costOfStretch({ held: heldBy(run), fromAt: readyAt, until }, books) : undefined };
  });
}
