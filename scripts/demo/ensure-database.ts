import postgres from "postgres";
import type { Postgres } from "../stack/postgres";
import type { SeedCounts } from "./seed/history.queries.server";
import { clusterNames, type StandIns, type StartedHub } from "./settings";

/** The demo's server, and the portal's settings there. */
export type DemoDatabase = { server: Postgres; env: Record<string, string> };

const NAME = "atrium";
/** A database is called so until it is seeded: half a history would be taken for a whole one at the next start. */
const UNFINISHED = "atrium_unfinished";

/**
 * The demo's database: one that is there keeps all it has, but learns where its clusters are today; the portal brings it to this version's
 * shape. True when there is none yet, and an empty one of that shape is ready to be seeded.
 */
export async function ensureDatabase(
  { server, env }: DemoDatabase,
  hub: StartedHub,
  standIns: StandIns,
): Promise<boolean> {
  const isNew = await prepare(server.url("postgres"));
  if (!isNew) {
    await moveIn(server.url(NAME), env, hub, standIns);
    return false;
  }
  const url = server.url(UNFINISHED);
  Object.assign(process.env, env, { DATABASE_URL: url });
  // Imported only now: the app reads its settings from the environment.
  const { migrateDatabase } = await import("../../app/db/migrate.server");
  await migrateDatabase(url);
  return true;
}

/** Seeds the new database and gives it its name. */
export async function seedDatabase({ server }: DemoDatabase, hub: StartedHub, standIns: StandIns): Promise<SeedCounts> {
  const { seedDemo } = await import("./seed/seed");
  const { closePool } = await import("../../app/db/pool.server");
  const counts = await seedDemo(hub, standIns).finally(closePool);
  await asAdmin(server.url("postgres"), async (admin) => {
    await admin.unsafe(`alter database ${UNFINISHED} reset synchronous_commit`);
    await admin.unsafe(`alter database ${UNFINISHED} rename to ${NAME}`);
    await admin.unsafe("checkpoint");
  });
  process.env["DATABASE_URL"] = server.url(NAME);
  return counts;
}

/** Members are known by their provider's address; on another port it is the same provider. The hub may be another one than last time. */
async function moveIn(url: string, env: Record<string, string>, hub: StartedHub, standIns: StandIns): Promise<void> {
  const { hopsworks, secondHopsworks, secondHub } = standIns;
  await asAdmin(url, async (admin) => {
    await admin`
      update clusters set hopsworks_url = ${hopsworks.url}, hub_api_url = ${hub.apiUrl}, hub_public_url = ${hub.publicUrl},
        is_simulated = ${hub.isSimulated} where name = ${clusterNames.first}`;
    await admin`
      update clusters set hopsworks_url = ${secondHopsworks.url}, hub_api_url = ${secondHub.apiUrl}, hub_public_url = ${secondHub.publicUrl}
      where name = ${clusterNames.second}`;
    await admin`update identities set issuer = ${env["AUTH_ISSUER"] ?? ""}`;
  });
}

/** True when there is no whole database: then there is an empty one to be filled. */
async function prepare(url: string): Promise<boolean> {
  return asAdmin(url, async (admin) => {
    const [found] = await admin`select 1 from pg_database where datname = ${NAME}`;
    if (found) return false;
    await admin.unsafe(`drop database if exists ${UNFINISHED} with (force)`);
    await admin.unsafe(`create database ${UNFINISHED}`);
    // What is lost in a crash is begun anew; there is nothing to wait for.
    await admin.unsafe(`alter database ${UNFINISHED} set synchronous_commit = off`);
    return true;
  });
}

async function asAdmin<T>(url: string, work: (admin: postgres.Sql) => Promise<T>): Promise<T> {
  const admin = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
