import { environments } from "@schema/environments";
import { users } from "@schema/identity";
import { and, asc, eq, gt, inArray } from "drizzle-orm";
import type { EnvironmentId, UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { isStopDue } from "~/domain/identity/standing.queries.server";

export type SuspendedEnvironment = { id: EnvironmentId; ownerId: UserId };

/** What runs, or starts, although its owner is suspended and their grace is over, by id; of one member where one is named. */
export async function suspendedEnvironments(
  db: Db,
  { ownerId, after = "", limit }: { ownerId?: UserId; after?: string; limit: number },
): Promise<SuspendedEnvironment[]> {
  const isUp = inArray(environments.state, ["creating", "running"]);
  const isTheirs = ownerId && eq(environments.ownerId, ownerId);
  const rows = await db
    .select({ id: environments.id, ownerId: environments.ownerId })
    .from(environments)
    .innerJoin(users, eq(users.id, environments.ownerId))
    .where(and(isUp, isTheirs, isStopDue, gt(environments.id, after)))
    .orderBy(asc(environments.id))
    .limit(limit);
  return rows as SuspendedEnvironment[];
}
