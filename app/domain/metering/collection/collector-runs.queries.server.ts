import { clusters } from "@schema/clusters";
import { collectorRuns } from "@schema/metering";
import { and, eq, ne, sql as raw } from "drizzle-orm";
import { instant, later } from "~/core/clock";
import type { ClusterId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { CATCH_UP_LIMIT, MISSED, type CollectorRun } from "./coverage";
import { windowStartOf } from "~/domain/metering/windows/usage-window";

/** What one collection of one cluster came to. Counts are of its complete list. */
export type CollectorReport = {
  clusterId: ClusterId;
  windowStart: Date;
  state: CollectorRun["state"];
  attempts: number;
  /** When the complete list began. */
  startedAt: Date | null;
  finishedAt: Date | null;
  seen: number | null;
  unattributed: number | null;
  failureCode: string | null;
};

const here = (clusterId: ClusterId, windowStart: Date) =>
  and(eq(collectorRuns.clusterId, clusterId), eq(collectorRuns.windowStart, windowStart));

export async function findReport(
  db: Db,
  clusterId: ClusterId,
  windowStart: Date,
): Promise<CollectorReport | undefined> {
  const [row] = await db.select().from(collectorRuns).where(here(clusterId, windowStart));
  return row && { ...row, clusterId };
}

/** Claims an attempt; false when the window is done. Two replicas may both attempt: whatever they write is the same. */
export async function beginRun(db: Db, clusterId: ClusterId, windowStart: Date, now: Date): Promise<boolean> {
  const begun = await db
    .insert(collectorRuns)
    .values({ clusterId, windowStart, state: "running", attempts: 1, startedAt: now })
    .onConflictDoUpdate({
      target: [collectorRuns.clusterId, collectorRuns.windowStart],
      set: {
        state: "running",
        attempts: raw`${collectorRuns.attempts} + 1`,
        startedAt: now,
        finishedAt: null,
        failureCode: null,
      },
      setWhere: ne(collectorRuns.state, "done"),
    })
    .returning({ attempts: collectorRuns.attempts });
  return begun.length === 1;
}

export async function failRun(
  db: Db,
  clusterId: ClusterId,
  windowStart: Date,
  now: Date,
  failureCode: string,
): Promise<void> {
  await db
    .update(collectorRuns)
    .set({ state: "failed", finishedAt: now, failureCode })
    .where(and(here(clusterId, windowStart), eq(collectorRuns.state, "running")));
}

export async function finishRun(
  db: Db,
  report: {
    clusterId: ClusterId;
    windowStart: Date;
    startedAt: Date;
    finishedAt: Date;
    seen: number;
    unattributed: number;
  },
): Promise<void> {
  await db
    .update(collectorRuns)
    .set({ ...report, state: "done", failureCode: null })
    .where(here(report.clusterId, report.windowStart));
}

/** Lets one collection of a cluster write at a time, until the transaction ends. It saves work; what makes it right are the keys. */
export async function lockClusterCollection(db: Db, clusterId: ClusterId): Promise<void> {
  await db.execute(raw`set local statement_timeout = '2min'`);
  await db.execute(raw`select pg_advisory_xact_lock(hashtext(${`atrium:collect:${clusterId}`}))`);
}

/** When the last complete list of the cluster began; until there is one, when the cluster joined. */
export async function coveredUntil(
  db: Db,
  clusterId: ClusterId,
): Promise<{ joinedAt: Date; listBeganAt: Date | undefined }> {
  const [row] = await db
    .select({
      joinedAt: clusters.createdAt,
      listBeganAt:
        raw`(select max(started_at) from collector_runs r where r.cluster_id = clusters.id and r.state = 'done')`.mapWith(
          (at: string): Date | null => instant(at),
        ),
    })
    .from(clusters)
    .where(eq(clusters.id, clusterId));
  if (!row) throw new Error(`no such cluster: ${clusterId}`);
  return { joinedAt: row.joinedAt, listBeganAt: row.listBeganAt ?? undefined };
}

/**
 * Settles the windows before `windowStart` that no collection covered: this complete one covers them late, except those that are older
 * than {@link CATCH_UP_LIMIT}, which count as missed.
 */
export async function settlePassedOver(
  db: Db,
  clusterId: ClusterId,
  joinedAt: Date,
  windowStart: Date,
  now: Date,
): Promise<void> {
  const oldest = later(now, -CATCH_UP_LIMIT).toISOString();
  await db.execute(raw`
    insert into collector_runs as r (cluster_id, window_start, state, finished_at, failure_code)
    select ${clusterId}, missed, case when missed >= ${oldest} then 'done' else 'failed' end, ${now.toISOString()}::timestamptz,
      case when missed < ${oldest} then ${MISSED} end
    from generate_series(
      coalesce(
        (select max(window_start) from collector_runs where cluster_id = ${clusterId} and state = 'done' and window_start < ${windowStart.toISOString()}),
        ${windowStartOf(joinedAt).toISOString()}::timestamptz),
      ${windowStart.toISOString()}::timestamptz - interval '15 minutes', interval '15 minutes') missed
    on conflict (cluster_id, window_start) do update
      set state = excluded.state, started_at = null, finished_at = excluded.finished_at, failure_code = excluded.failure_code
      where r.state <> 'done'`);
}
