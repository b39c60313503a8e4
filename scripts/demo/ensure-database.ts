import postgres from "postgres";
import type { Postgres } from "../stack/postgres";
import type { DemoSettings, StartedHub } from "./settings";

/**
 * Makes and migrates the demo's database, and seeds it where it is new. A database that is there keeps all it has, but learns where
 * its cluster is today. Returns whether it was seeded.
 */
export async function ensureDatabase(
  server: Postgres,
  env: Record<string, string>,
  settings: DemoSettings,
  hub: StartedHub,
): Promise<boolean> {
  await createDatabase(server.url("postgres"), "atrium");
  Object.assign(process.env, env);
  // Imported only now: the app reads its settings from the environment.
  const { migrateDatabase } = await import("../../app/db/migrate.server");
  const { closePool, sql } = await import("../../app/db/pool.server");
  try {
    await migrateDatabase(server.url("atrium"));
    const [cluster] =
      await sql`update clusters set hub_api_url = ${hub.apiUrl}, hub_public_url = ${hub.publicUrl}, is_simulated = ${hub.isSimulated} returning id`;
    // Members are known by their provider's address; on another port it is the same provider.
    await sql`update identities set issuer = ${env["AUTH_ISSUER"] ?? ""}`;
    if (cluster) return false;
    const { seedDemo } = await import("./seed");
    await seedDemo(settings, hub).catch(async (error: unknown) => {
      // Half a history would be taken for a whole one at the next start.
      await closePool();
      await asAdmin(server.url("postgres"), (admin) => admin.unsafe("drop database atrium with (force)"));
      throw error;
    });
    return true;
  } finally {
    await closePool();
  }
}

async function createDatabase(url: string, name: string): Promise<void> {
  await asAdmin(url, async (admin) => {
    const [found] = await admin`select 1 from pg_database where datname = ${name}`;
    if (!found) await admin.unsafe(`create database ${name}`);
  });
}

async function asAdmin(url: string, work: (admin: postgres.Sql) => Promise<unknown>): Promise<void> {
  const admin = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
