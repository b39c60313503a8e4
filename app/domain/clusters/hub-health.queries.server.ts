import { clusters } from "@schema/clusters";
import { eq } from "drizzle-orm";
import type { ClusterId } from "~/core/id";
import type { Db } from "~/db/pool.server";

/** Remembers how the hub answered just now; a version that was not learnt this time is kept. */
export async function recordHubHealth(
  db: Db,
  id: ClusterId,
  health: { state: "up" | "down"; version?: string; at: Date },
): Promise<void> {
  await db
    .update(clusters)
    .set({ hubState: health.state, hubCheckedAt: health.at, ...(health.version && { hubVersion: health.version }) })
    .where(eq(clusters.id, id));
}
