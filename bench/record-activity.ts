// What it costs to record a fact: `recordActivity` in a transaction of its own, one writer and twenty, on a PostgreSQL of its own that is
// gone at the end: `npx tsx bench/record-activity.ts`. The second figure of each is with an endpoint that wants the event.
import { startPostgres } from "../scripts/stack/postgres";
import { testSettings } from "../app/testing/settings";
import { median } from "./promise";

const FACTS = 1000;
const ROUNDS = 5;
const WRITERS = [1, 20];

const server = await startPostgres({ fast: true });
const url = server.url("postgres");
Object.assign(process.env, testSettings, { DATABASE_URL: url, DATABASE_POOL: "25", LOG_LEVEL: "silent" });

const { migrateDatabase } = await import("../app/db/migrate.server");
const { closePool, sql } = await import("../app/db/pool.server");
const { transaction } = await import("../app/db/transaction.server");
const { recordActivity } = await import("../app/domain/activity/record-activity.server");

await migrateDatabase(url);
await sql`insert into users (id, email, name, is_admin, created_at, last_seen_at) values ('user_1', 'a@example.org', 'A', false, now(), now())`;
await measure("no endpoint");
await sql`insert into webhook_endpoints (id, owner_id, url, events, secret_sealed, created_at)
  values ('hook_1', 'user_1', 'https://example.org', '{environment.start}', '', now())`;
await measure("one endpoint");
await closePool();
await server.stop();

async function measure(what: string): Promise<void> {
  for (const writers of WRITERS) {
    await timeOf(writers);
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) times.push(await timeOf(writers));
    console.log(`${what}, ${writers} writer(s): ${median(times).toFixed(3)} ms a fact`);
  }
}

/** Milliseconds that a fact takes when `writers` write at once, each fact its own transaction. */
async function timeOf(writers: number): Promise<number> {
  const write = async () => {
    for (let i = 0; i < FACTS / writers; i++)
      await transaction((tx) =>
        recordActivity(tx, {
          actorId: "user_1",
          subjectId: "user_1",
          action: "environment.start",
          targetKind: "environment",
          targetId: `env_${i}`,
          before: { state: "stopped" },
          after: { state: "creating", size: "small" },
        }),
      );
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: writers }, write));
  return (performance.now() - began) / FACTS;
}
