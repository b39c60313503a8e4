import { refuse } from "~/core/app-error";
import { db } from "~/db/pool.server";
import { requireAssignment } from "~/domain/clusters/placement/assignment-of.server";
import { invalidateHubStatus } from "./cached-hub-status.server";
import type { Viewer } from "~/domain/identity/viewer";
import { addressOfEnvironment } from "./address-of-environment.server";
import { notebookOf } from "./notebook-of.server";
import { followEnvironment, type EnvironmentNews } from "./follow-environment.server";
import type { EnvironmentId } from "~/core/id";

/** One step of a start as the hub tells it; the last one is ready, or failed. */
export type NotebookProgress = { progress: number; message: string; ready?: true; failed?: true; url?: string };

/**
 * The steps of the start of the member's notebook, or of the environment of this id, to be followed until a signal aborts; none where
 * nothing starts. Refuses `conflict` to who has no place yet, and `not_found` for someone else's and to who never had a notebook there.
 */
export async function followNotebook(
  viewer: Viewer,
  wanted?: EnvironmentId,
): Promise<(signal: AbortSignal) => AsyncGenerator<NotebookProgress>> {
  const assignment = await requireAssignment(db, viewer.userId);
  const { clusterId, hubUsername: owner } = assignment;
  const environment = await notebookOf(db, viewer.userId, assignment, wanted);
  const { id, backendName: name } = environment ?? refuse("not_found", "environmentNotFound");
  return async function* (signal) {
    for await (const news of followEnvironment(viewer, id, signal)) {
      if (news.kind === "state") invalidateHubStatus(clusterId, { owner, name });
      const step = await stepOf(viewer, id, news);
      if (step) yield step;
    }
  };
}

async function stepOf(viewer: Viewer, id: EnvironmentId, news: EnvironmentNews): Promise<NotebookProgress | undefined> {
  if (news.kind === "progress") return { progress: news.progress, message: news.message };
  if (news.state === "running") {
    const url = await addressOfEnvironment(viewer, id);
    return { progress: 100, message: "Server ready", ready: true, url };
  }
  if (news.state !== "failed") return undefined;
  const cause = news.reasonParams?.["cause"];
  return {
    progress: 100,
    message: cause === undefined ? "The start failed." : `The start failed: ${cause}`,
    failed: true,
  };
}
