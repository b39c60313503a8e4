import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { startPostgres } from "../../../scripts/stack/postgres";
import { PORTAL_ROLE } from "~/db/grant-portal-role.server";
import { migrateDatabase } from "~/db/migrate.server";

declare module "vitest" {
  interface ProvidedContext {
    postgres: string;
  }
}

/** Starts one PostgreSQL for the run and migrates a template; every test file gets a database copied from it. */
export default async function setup(project: TestProject) {
  const server = await startPostgres({ fast: true });
  const admin = postgres(server.url("postgres"), { max: 1, onnotice: () => undefined });
  await admin.unsafe("create database atrium_template");
  await migrateDatabase(server.url("atrium_template"));
  await letTestsEmptyTables(server.url("atrium_template"));
  await admin.unsafe("alter database atrium_template with is_template true allow_connections false");
  await admin.end();
  project.provide("postgres", server.url(""));
  return () => server.stop();
}

/** Tests run as the portal's role and with its rights, and with one more: to clear away what the test before left. Never of the log. */
async function letTestsEmptyTables(url: string): Promise<void> {
  const owner = postgres(url, { max: 1, onnotice: () => undefined });
  const tables = await owner<{ name: string }[]>`
    select oid::regclass::text as name from pg_class
    where relnamespace in ('public'::regnamespace, 'graphile_worker'::regnamespace) and relkind in ('r', 'p')
      and oid not in ('activity'::regclass, 'activity_heads'::regclass)`;
  await owner.unsafe(`grant truncate on ${tables.map(({ name }) => name).join(", ")} to ${PORTAL_ROLE}`);
  await owner.end();
}
