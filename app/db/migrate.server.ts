import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { Logger, runMigrations as migrateJobs } from "graphile-worker";
import postgres from "postgres";
import { log } from "~/core/log.server";
import { ensureSearchIndex } from "./ensure-search-index.server";
import { grantPortalRole, PORTAL_ROLE } from "./grant-portal-role.server";
import { workAs } from "./pool.server";

/**
 * Brings the database to this version's shape, under a lock: of replicas that start at once one migrates and the others wait. From then
 * on this process works as the portal's role, which may do less than the login; where there can be none, it says so and goes on.
 * The folder is relative to the working directory, where `drizzle/` lies beside `build/`.
 */
export async function migrateDatabase(url: string): Promise<void> {
  const connection = postgres(url, { max: 1, onnotice: () => undefined, connection: { lock_timeout: 60_000 } });
  try {
    await connection`select pg_advisory_lock(hashtext('atrium:migrate'))`;
    await migrate(drizzle(connection), { migrationsFolder: "drizzle/migrations" });
    await migrateJobs({ connectionString: url, logger: new Logger(() => () => undefined) });
    if (!(await ensureSearchIndex(connection)))
      log.warn(
        "this database has no pg_trgm, and this login may not create it: searching members reads all of them. " +
          "Have an administrator of the database run CREATE EXTENSION pg_trgm, then restart",
      );
    if (await grantPortalRole(connection)) workAs(PORTAL_ROLE);
    else
      log.warn(
        { role: PORTAL_ROLE },
        "this login may not make or take the portal's role: the activity log is guarded by triggers alone",
      );
    await connection`select pg_advisory_unlock(hashtext('atrium:migrate'))`;
  } finally {
    await connection.end();
  }
}
