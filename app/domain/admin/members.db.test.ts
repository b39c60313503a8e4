import { users } from "@schema/identity";
import { beforeEach, expect, test } from "vitest";
import { clock } from "~/core/clock";
import { newId } from "~/core/id";
import { db } from "~/db/pool.server";
import { emptyMetering } from "~/testing/billing/metering-fixtures";
import { countMembers, membersPage } from "./members.queries.server";

beforeEach(async () => {
  await emptyMetering();
  for (const [name, email] of [
    ["Zoë Anders", "zoe@example.org"],
    ["Hazem Okafor", "hazem@example.org"],
    ["Ann Zuber", "a_nn@example.org"],
  ] as const)
    await db.insert(users).values({ id: newId("user"), name, email, createdAt: clock.now() });
});

async function found(query: string): Promise<string[]> {
  const names = (await membersPage(db, { query, limit: 10 })).map(({ name }) => name).sort();
  expect(await countMembers(db, query)).toBe(names.length);
  return names;
}

test("three letters find any part of a name or an address, one or two the beginning of a word", async () => {
  expect(await found("zem")).toEqual(["Hazem Okafor"]);
  expect(await found("m@ex")).toEqual(["Hazem Okafor"]);
  expect(await found("z")).toEqual(["Ann Zuber", "Zoë Anders"]);
  expect(await found("ZU")).toEqual(["Ann Zuber"]);
  expect(await found("ze")).toEqual([]);
});

test("what means something in a pattern is looked for as it is", async () => {
  expect(await found("a_nn")).toEqual(["Ann Zuber"]);
  expect(await found("%")).toEqual([]);
  expect(await found("_")).toEqual([]);
  expect(await found("\\")).toEqual([]);
  expect(await found("")).toHaveLength(3);
});
