import { activity } from "@schema/activity";
import { and, eq, gt } from "drizzle-orm";
import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";

export async function insertActivity(db: Db, row: typeof activity.$inferInsert): Promise<void> {
  await db.insert(activity).values(row);
}

/** How often somebody has done this since then, with that outcome. */
export async function countActivity(
  db: Db,
  wish: { actorId: UserId; action: string; outcome: "success" | "refused" | "failed"; since: Date },
): Promise<number> {
  const { actorId, action, outcome, since } = wish;
  return db.$count(
    activity,
    and(
      eq(activity.actorId, actorId),
      eq(activity.action, action),
      eq(activity.outcome, outcome),
      gt(activity.at, since),
    ),
  );
}
