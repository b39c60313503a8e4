import { environmentEvents, environments } from "@schema/environments";
import { and, eq, inArray } from "drizzle-orm";
import type { EnvironmentId, UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import type { EnvironmentState } from "./environment";

/** The member's environments that are not at rest. */
export async function unrestOf(db: Db, ownerId: UserId): Promise<{ id: EnvironmentId; state: EnvironmentState }[]> {
  const isUp = inArray(environments.state, ["creating", "running", "stopping"]);
  const rows = await db
    .select({ id: environments.id, state: environments.state })
    .from(environments)
    .where(and(eq(environments.ownerId, ownerId), isUp));
  return rows as { id: EnvironmentId; state: EnvironmentState }[];
}

/** Takes away what the member wrote about their environments, and what the hub said of them: it may name the member. */
export async function forgetWords(db: Db, ownerId: UserId): Promise<void> {
  const theirs = eq(environments.ownerId, ownerId);
  const ids = db.select({ id: environments.id }).from(environments).where(theirs);
  const blank = { name: "Notebook", description: "", image: null, serverPath: null, reasonParams: null };
  await db.update(environmentEvents).set({ reasonParams: null }).where(inArray(environmentEvents.environmentId, ids));
  await db.update(environments).set(blank).where(theirs);
}
