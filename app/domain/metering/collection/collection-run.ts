import { instant, MINUTE } from "~/core/clock";
import type { ClusterId } from "~/core/id";

/** The task under which runs are recorded that an admin asked for. */
export const COLLECT_NOW = "collect-now";

/** A run that has not ended after this long was cut off, and stands in nobody's way. */
export const CUT_OFF_AFTER = 5 * MINUTE;

export type ClusterCollected = { clusterId: ClusterId; ok: boolean; samples: number; failureCode?: string };

/** What a run has come to so far. `of`: the clusters that it asks; `users`, at its end: members whose servers ran when they were seen. */
export type CollectionReport = { of: number; clusters: ClusterCollected[]; users?: number };

export type CollectionRun = CollectionReport & {
  runId: string;
  state: "queued" | "running" | "done" | "failed";
  /** When it was asked for. */
  startedAt: Date;
  finishedAt?: Date;
};

/** A run is known by the instant at which it was asked for, in UTC: there is one at a time. */
export const collectionRunId = (requestedAt: Date) => `collect-${requestedAt.toISOString().replace(/\D/g, "")}`;

/** The instant that the id stands for; undefined when it is no run's. */
export function requestedAtOf(runId: string): Date | undefined {
  const parts = /^collect-(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})$/.exec(runId)?.slice(1);
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second, ms] = parts;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`;
  return Number.isNaN(Date.parse(iso)) ? undefined : instant(iso);
}
