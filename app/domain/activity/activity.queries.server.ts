import { activity } from "@schema/activity";
import type { Db } from "~/db/pool.server";

export async function insertActivity(db: Db, row: typeof activity.$inferInsert): Promise<void> {
  await db.insert(activity).values(row);
}
