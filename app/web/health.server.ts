import { db } from "~/db/pool.server";
import { sql as raw } from "drizzle-orm";

const PATIENCE_MS = 2000;

/** Whether this replica can serve: it reaches the database within two seconds. */
export async function isReady(): Promise<boolean> {
  const asked = db.execute(raw`select 1`).then(
    () => true,
    () => false,
  );
  const impatient = new Promise<boolean>((resolve) => setTimeout(resolve, PATIENCE_MS, false).unref());
  return Promise.race([asked, impatient]);
}
