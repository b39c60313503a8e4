import { refuse } from "~/core/app-error";
import { db } from "~/db/pool.server";
import type { Viewer } from "~/domain/identity/viewer";
import { isActive } from "~/domain/workloads/workload";
import { workloadsOf, findWorkloadOf, type WorkloadTexts } from "~/domain/workloads/workloads.queries.server";
import type { WorkloadRecord } from "~/domain/workloads/workload";
import { sizesOnOffer } from "~/domain/workloads/sizes.queries.server";
import { startEnvironment } from "./start-environment.server";

/** `size` is a slug; without one it is what the member had last, or else the first on offer. */
export type ProgramLaunch = WorkloadTexts & { size?: string };

/**
 * Launches the member's notebook as a program asks; `isNew` is false when it was up, or on its way, already. Refuses `invalid` for no such size,
 * and whatever a start refuses.
 */
export async function launchForProgram(
  viewer: Viewer,
  { size, ...texts }: ProgramLaunch,
): Promise<{ environment: WorkloadRecord; isNew: boolean }> {
  const [sizes, [latest]] = await Promise.all([sizesOnOffer(db), workloadsOf(db, viewer.userId, 1)]);
  const before = sizes.find(({ id }) => id === latest?.size.id);
  const wanted = size === undefined ? (before ?? sizes[0]) : sizes.find(({ slug }) => slug === size);
  if (!wanted) refuse("invalid", "sizeNotOffered", { field: "config.size" });
  const id = await startEnvironment(viewer, { sizeId: wanted.id }, texts);
  const environment = (await findWorkloadOf(db, viewer.userId, id)) ?? refuse("not_found", "environmentNotFound");
  return { environment, isNew: !latest || latest.id !== id || !isActive(latest.state) };
}
