import { randomBytes } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { inject } from "vitest";

/** A database of its own, as the versions before a migration had it. */
export type DatabaseBefore = {
  url: string;
  sql: postgres.Sql;
  /** Makes that migration, and none that came after it. */
  migrate: () => Promise<void>;
  drop: () => Promise<void>;
};

/** A database as it was before a migration, such as `0018_workloads`. For who is its owner; the caller drops it. */
export async function databaseBefore(migration: string): Promise<DatabaseBefore> {
  if (!existsSync(`drizzle/migrations/${migration}.sql`)) throw new RangeError(`there is no migration ${migration}`);
  const name = `before_${randomBytes(4).toString("hex")}`;
  const url = `${inject("postgres")}${name}`;
  const admin = postgres(`${inject("postgres")}postgres`, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${name}`);
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  await makeMigrations(url, (tags) => tags.indexOf(migration));
  return {
    url,
    sql,
    migrate: () => makeMigrations(url, (tags) => tags.indexOf(migration) + 1),
    drop: async () => {
      await sql.end();
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}

/** Makes the first `count` migrations, as the portal does at its start, and records them. */
async function makeMigrations(url: string, count: (tags: string[]) => number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "atrium-migrations-"));
  // One of its own: drizzle changes how its client reads and writes times.
  const connection = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    cpSync("drizzle/migrations", folder, { recursive: true });
    const file = join(folder, "meta/_journal.json");
    const journal = JSON.parse(readFileSync(file, "utf8")) as { entries: { tag: string }[] };
    const entries = journal.entries.slice(0, count(journal.entries.map((entry) => entry.tag)));
    writeFileSync(file, JSON.stringify({ ...journal, entries }));
    await migrate(drizzle(connection), { migrationsFolder: folder });
  } finally {
    await connection.end();
    rmSync(folder, { recursive: true });
  }
}
