import { activity } from "@schema/activity";
import type { Db } from "~/db/pool.server";

/** Answers the line's id. */
export async function insertActivity(db: Db, row: typeof activity.$inferInsert): Promise<bigint> {
  const [line] = await db.insert(activity).values(row).returning({ id: activity.id });
  if (!line) throw new Error("the activity log took no line");
  return line.id;
}
