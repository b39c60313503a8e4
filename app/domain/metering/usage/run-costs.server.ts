import type { EnvironmentId, RunId } from "~/core/id";
import { nano, type Nano } from "~/core/money";
import type { Db } from "~/db/pool.server";
import { priceBooks } from "~/domain/billing/prices/price-books.server";
import type { Run } from "~/domain/workloads/workload";
import { runsOf } from "~/domain/workloads/runs.queries.server";
import { costOfStretch } from "./run-cost";
import { segmentsOfEnvironment } from "~/domain/metering/windows/windows.queries.server";

/** Runs that one page shows, and the segments they may consist of. */
const MOST_RUNS = 20;
const MOST_SEGMENTS = 100;

/** What was measured of a run; `measuredUntil` is where its last segment ends so far. */
export type RunCost = { cost: Nano; runningMs: number; measuredUntil: Date };

/** What each of the environment's latest runs has cost, as far as it was measured; a run that was never seen is absent. */
export async function runCosts(db: Db, environmentId: EnvironmentId): Promise<Map<RunId, RunCost>> {
  const [runs, segments, books] = await Promise.all([
    runsOf(db, environmentId, MOST_RUNS),
    segmentsOfEnvironment(db, environmentId, MOST_SEGMENTS),
    priceBooks(),
  ]);
  const costs = new Map<RunId, RunCost>();
  for (const segment of segments.toReversed()) {
    const run = runOf(segment.fromAt, runs);
    if (!run) continue;
    const before = costs.get(run.id);
    costs.set(run.id, {
      cost: nano((before?.cost ?? 0n) + costOfStretch(segment, books)),
      runningMs: (before?.runningMs ?? 0) + Math.max(0, segment.until.getTime() - segment.fromAt.getTime()),
      measuredUntil: segment.until,
    });
  }
  return costs;
}

/** The run that began when the segment did, else the latest one asked for before it. `runs` newest first. */
function runOf(fromAt: Date, runs: readonly Run[]): Run | undefined {
  return (
    runs.find((run) => run.startedAt?.getTime() === fromAt.getTime()) ?? runs.find((run) => run.requestedAt <= fromAt)
  );
}
