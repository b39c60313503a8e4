import { PassThrough } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import type { WorkloadId } from "~/core/id";
import type { StartStep, WorkloadBackend, WorkloadRef } from "~/core/workload-backend";

export type StartProgress = { progress: number; message: string; ready: boolean; failed: boolean };

type Upstream = { followers: Set<PassThrough>; last: StartProgress | undefined; controller: AbortController };

const upstreams = new Map<WorkloadId, Upstream>();

/** Between the portal's request and the backend's start there is nothing to follow yet. */
const NOT_YET_MS = 400;

/**
 * The steps of a start, for any number of followers over one connection to the backend: each connection makes a hub tell
 * its steps from the first again. Late followers hear the last step at once; progress never goes back. Ends when ready, failed, or nobody follows.
 */
export async function* sharedProgress(
  id: WorkloadId,
  backend: WorkloadBackend,
  ref: WorkloadRef,
  signal: AbortSignal,
): AsyncGenerator<StartProgress> {
  const upstream = upstreams.get(id) ?? open(id, backend, ref);
  const mine = new PassThrough({ objectMode: true });
  const leave = () => mine.end();
  upstream.followers.add(mine);
  if (upstream.last) mine.write(upstream.last);
  signal.addEventListener("abort", leave);
  try {
    if (signal.aborted) leave();
    for await (const step of mine) yield step as StartProgress;
  } finally {
    signal.removeEventListener("abort", leave);
    upstream.followers.delete(mine);
    if (upstream.followers.size === 0) upstream.controller.abort();
  }
}

function open(id: WorkloadId, backend: WorkloadBackend, ref: WorkloadRef): Upstream {
  const upstream: Upstream = { followers: new Set(), last: undefined, controller: new AbortController() };
  upstreams.set(id, upstream);
  void pump(upstream, backend, ref)
    .then(
      () => upstream.followers.forEach((follower) => follower.end()),
      (error: unknown) =>
        upstream.followers.forEach((follower) =>
          follower.destroy(error instanceof Error ? error : new Error(String(error))),
        ),
    )
    .finally(() => upstreams.get(id) === upstream && upstreams.delete(id));
  return upstream;
}

async function pump(upstream: Upstream, backend: WorkloadBackend, ref: WorkloadRef): Promise<void> {
  const { signal } = upstream.controller;
  while (!signal.aborted) {
    for await (const step of backend.progress(ref, signal)) {
      const shown = (upstream.last = clamped(step, upstream.last));
      upstream.followers.forEach((follower) => follower.write(shown));
      if (shown.ready || shown.failed) return;
    }
    await wait(NOT_YET_MS, undefined, { signal }).catch(() => undefined);
  }
}

function clamped(step: StartStep, last: StartProgress | undefined): StartProgress {
  const progress = Math.min(100, Math.max(last?.progress ?? 0, step.progress ?? 0));
  return { progress, message: step.message, ready: step.ready === true, failed: step.failed === true };
}
