import { drizzle } from "drizzle-orm/postgres-js";
import { beforeAll, expect, test } from "vitest";
import { db, sql } from "~/db/pool.server";
import { asOwner } from "~/testing/database/as-owner";
import { endpointsHearing } from "./endpoints.queries.server";

const MEMBERS = 20_000;
/** Of so many something is in the log. */
const BUSY = 200;

beforeAll(async () => {
  await sql`
    insert into users (id, email, name, created_at, is_admin)
    select 'user_' || n, n || '@example.org', 'Somebody', now(), n = 1 from generate_series(1, ${MEMBERS}::int) n`;
  await sql`
    insert into webhook_endpoints (id, owner_id, url, description, events, hears_everybody, secret_sealed, created_at)
    select 'hook_' || n, 'user_' || n, 'https://hooks.example.org', '', '{"*"}', n = 1, '', now() from generate_series(1, ${MEMBERS}::int) n`;
  const lineOf = (action: string, target: string) =>
    asOwner(
      (owner) => owner`
    insert into activity (at, subject_id, action, target_kind, target_id, outcome)
    select now(), 'user_' || n, ${action}, 'webhook', ${target} || n, 'success' from generate_series(1, ${BUSY}::int) n order by n`,
    );
  await lineOf("webhook.add", "hook_");
  await lineOf("environment.start", "env_");
  await asOwner((owner) => owner`analyze`);
}, 60_000);

const factsOf = async (count: number) =>
  (
    await sql<{ id: bigint }[]>`select id from activity where action = 'environment.start' order by id limit ${count}`
  ).map(({ id }) => id);

test("a fact is heard by its member's endpoint and by an admin's that hears everybody, and by no other", async () => {
  const [, second] = await factsOf(2);
  const hearing = await endpointsHearing(db, [second!]);
  expect(hearing.map(({ endpointId }) => endpointId).toSorted()).toEqual(["hook_1", "hook_2"]);
});

test("how many endpoints there are does not matter to a fact of one member", async () => {
  const facts = await factsOf(100);
  const plan = await asOwner(async (owner) => {
    const asked: { text: string; params: unknown[] }[] = [];
    const listening = drizzle(owner, { logger: { logQuery: (text, params) => asked.push({ text, params }) } });
    await endpointsHearing(listening, facts);
    const [{ text, params } = { text: "", params: [] }] = asked;
    const lines = await owner.unsafe<{ "QUERY PLAN": string }[]>(`explain ${text}`, params as never[]);
    return lines.map((line) => line["QUERY PLAN"]).join("\n");
  });
  expect(plan).not.toMatch(/Seq Scan on (webhook_endpoints|activity)/);
  expect(plan).toContain("webhook_endpoints_owner_idx");
});
