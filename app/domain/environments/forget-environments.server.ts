import { clock } from "~/core/clock";
import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { moveEnvironment } from "./environments.queries.server";
import { forgetWords, unrestOf } from "./leaving.queries.server";
import { endOpenRun } from "./runs.queries.server";

/** What is left of the member's environments is what they used. Those whose hub has not answered yet count as stopped. */
export async function forgetEnvironments(db: Db, ownerId: UserId): Promise<void> {
  const at = clock.now();
  for (const { id, state } of await unrestOf(db, ownerId)) {
    await moveEnvironment(db, id, state, { to: "stopped", reason: "ownerLeaves", at });
    await endOpenRun(db, id, at, "ownerLeaves");
  }
  await forgetWords(db, ownerId);
}
