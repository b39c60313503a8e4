import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { newId } from "~/core/id";
import { verifyChain } from "~/domain/activity/verify-chain.server";
import { asOwner } from "~/testing/database/as-owner";
import { databaseBefore } from "~/testing/database/database-before";
import { grantPortalRole, PORTAL_ROLE } from "./grant-portal-role.server";
import { migrateDatabase } from "./migrate.server";
import { sql } from "./pool.server";

/** Databases of their own, empty, next to the one that every test file has. */
const server = postgres(`${inject("postgres")}postgres`, { max: 1, onnotice: () => undefined });
const mine = String(process.env["DATABASE_URL"]);
let name = "";

beforeEach(async () => {
  name = `fresh_${process.pid}_${newId("req").slice(-8)}`;
  await server.unsafe(`create database ${name}`);
});

afterEach(async () => {
  process.env["DATABASE_URL"] = mine;
  await server.unsafe(`drop database ${name} with (force)`);
});

const urlAs = (login = "postgres:postgres") => inject("postgres").replace("postgres:postgres", login) + name;

test("replicas that start at once on an empty database migrate it once, and grant what is needed once", async () => {
  await Promise.all([1, 2, 3].map(() => migrateDatabase(urlAs())));
  process.env["DATABASE_URL"] = urlAs();
  const rights = () =>
    asOwner((owner) => owner`select relname, relacl::text from pg_class where relacl is not null order by 1`);
  const before = await rights();
  expect(await asOwner(grantPortalRole)).toBe(true);
  expect(await rights()).toEqual(before);
});

test("the portal's role may do what the portal does, also with tables that come later, and of the log only read and add", async () => {
  const [row] = await sql<{ role: string; may: boolean }[]>`
    select current_user as role, has_table_privilege('activity', 'update, delete, truncate') as may`;
  expect(row).toEqual({ role: PORTAL_ROLE, may: false });
  await asOwner((owner) => owner`create table later (id bigserial primary key, words text)`);
  await sql`insert into later (words) values ('as ever')`;
  await sql`select ensure_usage_partition('2031-05-01'::date)`;
  expect(await sql`select to_regclass('usage_windows_2031_05') is not null as made`).toEqual([{ made: true }]);
  await expect(sql`create table mine (id int)`).rejects.toThrow("permission denied");
  await expect(sql`drop table later`).rejects.toThrow("must be owner");
});

test("a login that may not make or take the role starts all the same, and meets the guards", async () => {
  const login = `plain_${name}`;
  await server.unsafe(`create role ${login} login password 'plain'`);
  await server.unsafe(`alter database ${name} owner to ${login}`);
  const connection = postgres(urlAs(`${login}:plain`), { max: 1, onnotice: () => undefined });
  try {
    await migrateDatabase(urlAs(`${login}:plain`));
    expect(await grantPortalRole(connection)).toBe(false);
    await connection`insert into activity (at, action, target_kind, target_id) values (now(), 'member.join', 'user', 'user_x')`;
    await connection`select ensure_usage_partition('2031-05-01'::date)`;
    await expect(connection`delete from activity`).rejects.toThrow("is append-only");
    await expect(connection`truncate activity`).rejects.toThrow("is append-only");
  } finally {
    await connection.end();
    await server.unsafe(`alter database ${name} owner to postgres`);
    const admin = postgres(urlAs(), { max: 1, onnotice: () => undefined });
    await admin.unsafe(`reassign owned by ${login} to postgres; drop owned by ${login}`);
    await admin.end();
    await server.unsafe(`drop role ${login}`);
  }
});

test("what was recorded before there were chains is chained, oldest first", async () => {
  const { sql: owner, url, drop } = await databaseBefore("0004_activity_chain");
  try {
    await owner`insert into activity (at, action, target_kind, target_id, after)
      select now() - make_interval(mins => 600 - n), 'environment.start', 'environment', 'env_' || n, jsonb_build_object('n', n)
      from generate_series(1, 500) as n`;
    await migrateDatabase(url);
    await owner`insert into activity (at, action, target_kind, target_id) values (now(), 'member.join', 'user', 'user_x')`;
    expect(await verifyChain(drizzle(owner))).toMatchObject({
      state: "whole",
      lines: 501,
      heads: [{ chain: 0, place: 501 }],
    });
    expect(await owner`select count(*)::int as n from activity where place = id`).toEqual([{ n: 501 }]);
    await expect(owner`update activity set action = 'x' where id = 3`).rejects.toThrow("is append-only");
  } finally {
    await drop();
  }
});
