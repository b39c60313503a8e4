import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { startPostgres } from "../../scripts/stack/postgres";
import { migrateDatabase } from "../db/migrate.server";

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
  await admin.unsafe("alter database atrium_template with is_template true allow_connections false");
  await admin.end();
  project.provide("postgres", server.url(""));
  return () => server.stop();
}
