import postgres from "postgres";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { newId } from "~/core/id";
import { ensureSearchIndex } from "./ensure-search-index.server";
import { migrateDatabase } from "./migrate.server";

/** Databases of their own, empty, next to the one that every test file has. */
const server = postgres(`${inject("postgres")}postgres`, { max: 1, onnotice: () => undefined });
let name = "";
let login = "";

beforeEach(async () => {
  name = `fresh_${process.pid}_${newId("req").slice(-8)}`;
  login = `${name}_login`;
  await server.unsafe(`create role ${login} login password 'login'`);
  await server.unsafe(`create database ${name}`);
});

afterEach(async () => {
  await server.unsafe(`drop database ${name} with (force)`);
  await server.unsafe(`drop role ${login}`);
});

const urlAs = (who = "postgres:postgres") => inject("postgres").replace("postgres:postgres", who) + name;

async function inside<T>(work: (owner: postgres.Sql) => Promise<T>, who?: string): Promise<T> {
  const owner = postgres(urlAs(who), { max: 1, onnotice: () => undefined });
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

const indexThere = () =>
  inside(
    async (owner) =>
      (await owner`select to_regclass('users_search_idx') is not null as there`)[0]?.["there"] as boolean,
  );

test("members are found by any part of their name through an index", async () => {
  await migrateDatabase(urlAs());
  const plan = await inside(async (owner) => {
    await owner`set enable_seqscan = off`;
    return owner`explain select 1 from users where name ilike '%mina%' or email ilike '%mina%'`;
  });
  expect(JSON.stringify(plan)).toContain("users_search_idx");
});

test("where nobody may create the extension the portal does without the index, and has it once somebody else created it", async () => {
  await migrateDatabase(urlAs());
  await inside(async (owner) => {
    await owner`drop extension pg_trgm cascade`;
    await owner.unsafe(`alter table users owner to ${login}; grant create on schema public to ${login}`);
  });
  const start = () => inside(ensureSearchIndex, `${login}:login`);
  expect(await start()).toBe(false);
  expect(await indexThere()).toBe(false);
  await inside((owner) => owner`create extension pg_trgm`);
  expect(await start()).toBe(true);
  expect(await indexThere()).toBe(true);
});
