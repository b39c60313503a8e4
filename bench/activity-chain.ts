// What the chain costs: inserts into the activity log with and without it, one writer and eight, on a PostgreSQL of its own that is
// gone at the end: `npx tsx bench/activity-chain.ts`.
import postgres from "postgres";
import { startPostgres } from "../scripts/stack/postgres";
import { migrateDatabase } from "../app/db/migrate.server";
import { median } from "./promise";

const LINES = 2000;
const ROUNDS = 5;

const server = await startPostgres();
const url = server.url("postgres");
await migrateDatabase(url);

for (const writers of [1, 8]) {
  const times: Record<"origin" | "replica", number[]> = { origin: [], replica: [] };
  for (let round = 0; round < ROUNDS; round++)
    // As a replica no trigger fires: the plain insert into the same table, with the same indexes.
    for (const role of ["replica", "origin"] as const) times[role].push(await timeOf(writers, role));
  const [plain, chained] = [median(times.replica), median(times.origin)];
  const ratio = (chained / plain).toFixed(2);
  console.log(
    `${writers} writer(s): plain ${plain.toFixed(3)} ms, chained ${chained.toFixed(3)} ms a line, ${ratio} ×`,
  );
}
await server.stop();

/** Milliseconds that a line takes when `writers` write at once, each line its own transaction. */
async function timeOf(writers: number, role: string): Promise<number> {
  const sql = postgres(url, {
    max: writers,
    onnotice: () => undefined,
    connection: { session_replication_role: role, synchronous_commit: "off" } as never,
  });
  const write = async (writer: number) => {
    for (let i = 0; i < LINES / writers; i++)
      await sql`insert into activity (at, actor_id, subject_id, action, target_kind, target_id, before, after, request_id, address)
        values (now(), ${`user_${writer}`}, ${`user_${writer}`}, 'environment.start', 'environment', ${`env_${i}`},
          '{"state": "stopped"}', '{"state": "creating", "size": "small"}', ${`req_${i}`}, '192.0.2.1')`;
  };
  await write(0);
  const began = performance.now();
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  const took = performance.now() - began;
  await sql.end();
  return took / LINES;
}
