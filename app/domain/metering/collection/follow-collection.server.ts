import { clock, later, MINUTE } from "~/core/clock";
import { changesOf } from "~/db/notify.server";
import { db } from "~/db/pool.server";
import {
  CUT_OFF_AFTER,
  requestedAtOf,
  collectionRunId,
  type CollectionReport,
  type CollectionRun,
} from "./collection-run";
import { findCollectionRow, findLatestCollectionRow } from "./collection-runs.queries.server";

/** How long the admin page goes on showing how the last run went. */
const SHOWN_FOR = 15 * MINUTE;

/** How a run that an admin asked for stands; undefined when there is none of this id. */
export async function findCollection(runId: string): Promise<CollectionRun | undefined> {
  const requestedAt = requestedAtOf(runId);
  const row = requestedAt && (await findCollectionRow(db, requestedAt));
  return row && runOf(row);
}

/** The run that was asked for last, if that was in the last quarter of an hour. */
export async function latestCollection(): Promise<CollectionRun | undefined> {
  const row = await findLatestCollectionRow(db, later(clock.now(), -SHOWN_FOR));
  return row && runOf(row);
}

/** How a run stands now and whenever that changes, until it ends or `signal` aborts. */
export async function* followCollection(
  runId: string,
  signal: AbortSignal,
): AsyncGenerator<Pick<CollectionRun, "state">> {
  for await (const _ of changesOf("collection", runId, signal)) {
    const run = await findCollection(runId);
    if (!run) return;
    yield { state: run.state };
    if (run.state === "done" || run.state === "failed") return;
  }
}

/** A run that was cut off has failed, though nobody lived to write that down. */
function runOf(row: NonNullable<Awaited<ReturnType<typeof findCollectionRow>>>): CollectionRun {
  const report = (row.report ?? { of: 0, clusters: [] }) as CollectionReport;
  const isOver = row.state === "done" || row.state === "failed";
  const isCutOff = !isOver && (row.startedAt ?? row.claimedAt) < later(clock.now(), -CUT_OFF_AFTER);
  return {
    ...report,
    runId: collectionRunId(row.windowStart),
    state: isCutOff ? "failed" : row.state,
    startedAt: row.windowStart,
    ...(row.finishedAt && { finishedAt: row.finishedAt }),
  };
}
