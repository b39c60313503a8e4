import { sql as raw } from "drizzle-orm";
import postgres from "postgres";
import { expect, test } from "vitest";
import { withLease } from "./lease.server";
import { instanceDb } from "./pool.server";

/** What another replica does while it holds the lease `name`. */
async function anotherReplica(name: string): Promise<{ releases: () => Promise<void> }> {
  const other = postgres(String(process.env["DATABASE_URL"]), { max: 1, onnotice: () => undefined });
  await other`select pg_advisory_lock(hashtextextended(${`atrium:lease:${name}`}, 0))`;
  return { releases: () => other.end() };
}

const nothing = () => Promise.resolve();

test("work of one name is done by one at a time, and of another name beside it", async () => {
  let isOther: boolean | undefined;
  let isAgain: boolean | undefined;
  const isDone = await withLease("one", async () => {
    isAgain = await withLease("one", nothing);
    isOther = await withLease("two", nothing);
  });
  expect({ isDone, isAgain, isOther }).toEqual({ isDone: true, isAgain: false, isOther: true });
  expect(await withLease("one", nothing)).toBe(true);
});

test("another replica's lease counts until it lets go, or its session ends", async () => {
  const other = await anotherReplica("one");
  expect(await withLease("one", nothing)).toBe(false);
  await other.releases();
  await expect.poll(() => withLease("one", nothing)).toBe(true);
});

test("work that fails lets go, and tells why", async () => {
  await expect(withLease("one", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await withLease("one", nothing)).toBe(true);
});

/** Whether another replica can have the lease `name`. */
async function isFree(name: string): Promise<boolean> {
  const other = postgres(String(process.env["DATABASE_URL"]), { max: 1, onnotice: () => undefined });
  const [row] = await other`select pg_try_advisory_lock(hashtextextended(${`atrium:lease:${name}`}, 0)) as got`;
  await other.end();
  return row?.["got"] === true;
}

test("a lease that cannot be let go of ends with the session that holds it", async () => {
  const brokenSession = async () => {
    expect(await isFree("one")).toBe(false);
    await instanceDb.execute(raw`begin`);
    await instanceDb.execute(raw`select 1 / 0`).catch(() => undefined);
  };
  expect(await withLease("one", brokenSession)).toBe(true);
  await expect.poll(() => isFree("one")).toBe(true);
  expect(await withLease("one", nothing)).toBe(true);
  expect(await isFree("one")).toBe(true);
});
