import { beforeAll, expect, test } from "vitest";
import { instant } from "~/core/clock";
import { newId, type UserId } from "~/core/id";
import { db, sql } from "~/db/pool.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { ensureFirstPriceBook } from "~/domain/billing/prices/first-price-book.server";
import { aCollectedCluster, aMeteredMember, someSizes } from "~/testing/billing/metering-fixtures";
import { exportColumns } from "./export-columns";
import { exportCsv } from "./export-csv.server";
import { exportJson } from "./export-json.server";
import { exportRows } from "./export-rows.server";
import { exportTables, type ExportTable } from "./export-table";
import { batchOf } from "./exports.queries.server";

const MANY = 1234;
const at = instant("2026-11-22T08:00:00Z");

let alice: UserId;
let bob: UserId;
let ada: UserId;

beforeAll(async () => {
  await ensureFirstPriceBook();
  await someSizes();
  const clusterId = await aCollectedCluster("http://127.0.0.1:9");
  alice = await aFullMember(clusterId, "alice");
  bob = await aFullMember(clusterId, "bob");
  ada = await aFullMember(clusterId, "ada");
});

/** A member with something in every table; what is theirs says whose it is, what is secret says so. */
async function aFullMember(clusterId: Parameters<typeof aMeteredMember>[0], name: string): Promise<UserId> {
  const { userId, accountId, environmentId } = await aMeteredMember(clusterId, name);
  const secret = `SECRET-${name}`;
  await sql`update workloads set name = ${`notebook-of-${name}`} where id = ${environmentId}`;
  await sql`insert into placements (user_id, state, requested_at) values (${userId}, 'placed', ${at})`;
  await sql`insert into identities (issuer, subject, user_id, created_at, email)
    values ('https://idp.example', ${`auth0|${name}`}, ${userId}, ${at}, ${`${name}@example.org`})`;
  await sql`insert into sessions (id_hash, user_id, created_at, last_seen_at, expires_at, user_agent)
    values (${`${secret}-session`}, ${userId}, ${at}, ${at}, ${at}, ${`browser-of-${name}`})`;
  await sql`insert into workload_runs (id, workload_id, cpu_milli, memory_mib, gpus, requested_at, ended_at)
    select ${`run_${name}_`} || n, ${environmentId}, 1000, 2048, 0, ${at}, ${at} from generate_series(1, ${MANY}) n`;
  await sql`insert into usage_days (day, user_id, environment_id, price_book_id, quantities, running_ms)
    select '2020-01-01'::date + n, ${userId}, ${environmentId}, b.id, '{3600000000,3686400000}', 3600000
    from generate_series(1, ${MANY}) n, price_books b`;
  await sql`insert into credit_purchases (id, account_id, amount_minor, currency, state, client_key, checkout_url, created_at)
    values (${newId("purchase")}, ${accountId}, 2000, 'EUR', 'paid', ${`${secret}-form`}, ${`https://pay.example/${secret}`}, ${at})`;
  await sql`insert into api_keys (id, user_id, name, key_hash, shown, scopes, created_at, expires_at)
    values (${newId("key")}, ${userId}, ${`key-of-${name}`}, ${`${secret}-key`}, 'atr_live_abcd…', '{usage:read}', ${at}, ${at})`;
  await sql`insert into webhook_endpoints (id, owner_id, url, description, events, secret_sealed, created_at)
    values (${newId("hook")}, ${userId}, ${`https://hooks.example/${name}`}, '=cmd()', '{environment.start}', ${`${secret}-hook`}, ${at})`;
  await recordActivity(db, {
    actorId: userId,
    subjectId: userId,
    action: "environment.start",
    targetKind: "environment",
    targetId: environmentId,
    after: { note: `done-by-${name}` },
  });
  return userId;
}

async function textOf(pieces: AsyncGenerator<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

const documentOf = async (userId: UserId) =>
  JSON.parse(await textOf(exportJson(userId))) as Record<ExportTable, Record<string, unknown>[]>;

const wholeOf = async (userId: UserId) => {
  const files = await Promise.all(exportTables.map((table) => textOf(exportCsv(userId, table))));
  return [await textOf(exportJson(userId)), ...files].join("\n");
};

test("the document has every table, and every row of it once, over all batches", async () => {
  const mine = await documentOf(alice);
  expect(Object.keys(mine)).toEqual(["exportedAt", ...exportTables]);
  for (const table of exportTables) expect(mine[table].length, table).toBeGreaterThan(0);
  expect(new Set(mine.runs.map(({ id }) => id)).size).toBe(MANY);
  expect(new Set(mine.usage.map(({ day }) => day)).size).toBe(MANY);
  expect([mine.runs.length, mine.usage.length]).toEqual([MANY, MANY]);
});

test("amounts are exact, quantities are hours, times are UTC", async () => {
  const { statement, usage, environments } = await documentOf(alice);
  expect(statement).toMatchObject([{ kind: "welcome", amount: "5", currency: "EUR" }]);
  expect(usage[0]).toMatchObject({
    day: "2020-01-02",
    cpuHours: "1",
    memoryGbHours: "1",
    gpuHours: "0",
    runningHours: "1",
  });
  expect(environments[0]?.["createdAt"]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

test("nothing of another member is in it", async () => {
  const whole = await wholeOf(alice);
  for (const mine of [
    alice,
    "notebook-of-alice",
    "browser-of-alice",
    "key-of-alice",
    "hooks.example/alice",
    "done-by-alice",
  ])
    expect(whole, mine).toContain(mine);
  for (const others of [bob, ada, "bob", "ada@", "-of-ada"]) expect(whole, others).not.toContain(others);
});

test("no secret is in it", async () => {
  expect(await wholeOf(alice)).not.toContain("SECRET");
});

test("what another did to the member's things is told without who and from where; what the member did to others is theirs", async () => {
  const whose = { targetKind: "user", targetId: "t", before: {}, after: { email: "bob@example.org" } } as const;
  await sql`insert into activity (at, actor_id, subject_id, action, target_kind, target_id, address)
    values (${at}, ${ada}, ${bob}, 'member.suspend', 'user', ${bob}, '203.0.113.9')`;
  await recordActivity(db, { ...whose, actorId: ada, subjectId: alice, action: "member.update" });
  const [bobs, adas] = [await documentOf(bob), await documentOf(ada)];
  expect(bobs.activity.find(({ action }) => action === "member.suspend")).toMatchObject({
    by: "another",
    address: null,
  });
  expect(JSON.stringify(bobs)).not.toContain(ada);
  expect(adas.activity.map(({ action }) => action)).not.toContain("member.suspend");
  expect(JSON.stringify(adas)).not.toContain("bob@example.org");
});

test("each CSV has its head also when there is no row, and what is no number or word is disarmed", async () => {
  const nobody = newId("user");
  for (const table of exportTables)
    expect(await textOf(exportCsv(nobody, table))).toBe(`${exportColumns[table].join(",")}\r\n`);
  const [, line] = (await textOf(exportCsv(alice, "webhooks"))).split("\r\n");
  expect(line).toContain("'=cmd()");
});

test("a CSV has the same rows as the document", async () => {
  const lines = (await textOf(exportCsv(alice, "runs"))).trimEnd().split("\r\n");
  expect(lines).toHaveLength(MANY + 1);
  expect(new Set(lines).size).toBe(MANY + 1);
});

test("no more than a batch is held at a time", async () => {
  const sizes: number[] = [];
  for await (const rows of exportRows(alice, "runs")) sizes.push(rows.length);
  expect(sizes).toEqual([500, 500, MANY - 1000]);
});

test("the columns of a table are those that its query gives", async () => {
  for (const table of exportTables) {
    const [row] = await batchOf[table](alice, "", 1);
    expect(
      Object.keys(row ?? {}).filter((column) => column !== "cursor"),
      table,
    ).toEqual(exportColumns[table]);
  }
});
