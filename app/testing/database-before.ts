import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import postgres from "postgres";
import { inject } from "vitest";

const folder = "drizzle/migrations";

/** A database as it was before a migration, such as `0018_workloads`; `migrate` makes that migration alone. For who is its owner. */
export async function databaseBefore(
  migration: string,
): Promise<{ sql: postgres.Sql; migrate: () => Promise<void>; drop: () => Promise<void> }> {
  const name = `before_${randomBytes(4).toString("hex")}`;
  const admin = postgres(`${inject("postgres")}postgres`, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${name}`);
  const sql = postgres(`${inject("postgres")}${name}`, { max: 1, onnotice: () => undefined });
  const files = readdirSync(folder).filter((file) => file.endsWith(".sql"));
  for (const file of files.toSorted().filter((file) => file < `${migration}.sql`)) await apply(sql, file);
  return {
    sql,
    migrate: () => apply(sql, `${migration}.sql`),
    drop: async () => {
      await sql.end();
      await admin.unsafe(`drop database ${name}`);
      await admin.end();
    },
  };
}

async function apply(sql: postgres.Sql, file: string): Promise<void> {
  for (const statement of readFileSync(`${folder}/${file}`, "utf8").split("--> statement-breakpoint"))
    await sql.unsafe(statement);
}
