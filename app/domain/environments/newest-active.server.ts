import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { isActive } from "./environment";
import { environmentsOf, type EnvironmentRecord } from "./environments.queries.server";

/** The newest environment of the member's that holds resources. */
export async function newestActiveOf(db: Db, userId: UserId): Promise<EnvironmentRecord | undefined> {
  return (await environmentsOf(db, userId)).find(({ state }) => isActive(state));
}
