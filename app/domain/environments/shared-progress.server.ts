import { PassThrough } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import type { EnvironmentId } from "~/core/id";
import type { HubProgress, JupyterHub } from "~/integrations/jupyterhub/hub";

export type StartProgress = { progress: number; message: string; ready: boolean; failed: boolean };

type Upstream = { followers: Set<PassThrough>; last: StartProgress | undefined; controller: AbortController };

const upstreams = new Map<EnvironmentId, Upstream>();

/** Between the portal's asking and the hub's beginning there is nothing to follow yet. */
const NOT_YET_MS = 400;

/**
 * The steps of a start, for any number of followers over one connection to the hub: each connection makes the hub's spawner begin its
 * tale again. Late followers hear the last step at once; progress never goes back. Ends when ready, failed, or nobody follows.
 */
export async function* sharedProgress(
  id: EnvironmentId,
  hub: JupyterHub,
  username: string,
  serverName: string,
  signal: AbortSignal,
): AsyncGenerator<StartProgress> {
  const upstream = upstreams.get(id) ?? open(id, hub, username, serverName);
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

function open(id: EnvironmentId, hub: JupyterHub, username: string, serverName: string): Upstream {
  const upstream: Upstream = { followers: new Set(), last: undefined, controller: new AbortController() };
  upstreams.set(id, upstream);
  void pump(upstream, hub, username, serverName)
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

async function pump(upstream: Upstream, hub: JupyterHub, username: string, serverName: string): Promise<void> {
  const { signal } = upstream.controller;
  while (!signal.aborted) {
    for await (const step of hub.progress(username, { serverName, signal })) {
      const told = (upstream.last = clamped(step, upstream.last));
      upstream.followers.forEach((follower) => follower.write(told));
      if (told.ready || told.failed) return;
    }
    await wait(NOT_YET_MS, undefined, { signal }).catch(() => undefined);
  }
}

function clamped(step: HubProgress, last: StartProgress | undefined): StartProgress {
  const progress = Math.min(100, Math.max(last?.progress ?? 0, step.progress ?? 0));
  return { progress, message: step.message, ready: step.ready === true, failed: step.failed === true };
}
