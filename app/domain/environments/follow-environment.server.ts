import { PassThrough } from "node:stream";
import { AppError } from "~/core/app-error";
import type { EnvironmentId } from "~/core/id";
import { changesOf } from "~/db/notify.server";
import { db } from "~/db/pool.server";
import { requireAssignment } from "~/domain/clusters/placement/assignment-of.server";
import { backendOf } from "~/domain/clusters/connections/connections.server";
import type { Viewer } from "~/domain/identity/viewer";
import type { WorkloadState, StateReason } from "~/domain/workloads/workload";
import { findWorkloadOf } from "~/domain/workloads/workloads.queries.server";
import { sharedProgress } from "~/domain/workloads/shared-progress.server";

/** What a page that follows a start hears. The bar never goes back. */
export type EnvironmentNews =
  | {
      kind: "state";
      state: WorkloadState;
      reason: StateReason | undefined;
      reasonParams: Record<string, string | number> | undefined;
    }
  | { kind: "progress"; progress: number; message: string };

/** News of one environment of the viewer's until it rests (running, stopped or failed) or `signal` aborts. Silent for someone else's. */
export async function* followEnvironment(
  viewer: Viewer,
  id: EnvironmentId,
  signal: AbortSignal,
): AsyncGenerator<EnvironmentNews> {
  const heardEnough = new AbortController();
  const until = AbortSignal.any([signal, heardEnough.signal]);
  const news = new PassThrough({ objectMode: true });
  const sources = Promise.all([tellState(viewer, id, until, news), tellProgress(viewer, id, until, news)]).then(
    () => news.end(),
    (error: unknown) => news.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  try {
    for await (const item of news as AsyncIterable<EnvironmentNews>) {
      yield item;
      if (item.kind === "state" && isAtRest(item.state)) return;
    }
  } finally {
    heardEnough.abort();
    await sources;
  }
}

const isAtRest = (state: WorkloadState) => state === "running" || state === "stopped" || state === "failed";

async function tellState(viewer: Viewer, id: EnvironmentId, until: AbortSignal, news: PassThrough): Promise<void> {
  for await (const _ of changesOf("environment", id, until)) {
    const environment = await findWorkloadOf(db, viewer.userId, id);
    if (!environment || until.aborted) return;
    const { state, reason, reasonParams } = environment;
    news.write({ kind: "state", state, reason, reasonParams } satisfies EnvironmentNews);
    if (isAtRest(state)) return;
  }
}

/** The backend's own steps while it starts. That they cannot be had is no news: the state still is. */
async function tellProgress(viewer: Viewer, id: EnvironmentId, until: AbortSignal, news: PassThrough): Promise<void> {
  const environment = await findWorkloadOf(db, viewer.userId, id);
  if (environment?.state !== "creating") return;
  const { hubUsername: owner } = await requireAssignment(db, viewer.userId);
  try {
    const backend = await backendOf(environment.clusterId);
    for await (const step of sharedProgress(id, backend, { owner, name: environment.backendName }, until))
      if (!step.failed)
        news.write({ kind: "progress", progress: step.progress, message: step.message } satisfies EnvironmentNews);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}
