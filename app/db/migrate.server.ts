import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { Logger, runMigrations as migrateJobs } from "graphile-worker";
import postgres from "postgres";

/**
 * Brings the database to this version's shape, under a lock: of replicas that start at once one migrates and the others wait.
 * The folder is relative to the working directory, where `drizzle/` lies beside `build/`.
 */
export async function migrateDatabase(url: string): Promise<void> {
  const connection = postgres(url, { max: 1, onnotice: () => undefined, connection: { lock_timeout: 60_000 } });
  try {
    await connection`select pg_advisory_lock(hashtext('atrium:migrate'))`;
    await migrate(drizzle(connection), { migrationsFolder: "drizzle/migrations" });
    await migrateJobs({ connectionString: url, logger: new Logger(() => () => undefined) });
    await connection`select pg_advisory_unlock(hashtext('atrium:migrate'))`;
  } finally {
    await connection.end();
  }
}
