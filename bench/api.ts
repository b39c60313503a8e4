import { fork } from "node:child_process";
import { once } from "node:events";
import postgres from "postgres";
import { apiKeyOf } from "../e2e/api-key";
import type { World } from "../e2e/portal-process";
import { LoadedServer } from "./loaded-server";
import { median, milliseconds, type Measured } from "./promise";

const LIMIT = 3;
const ROUNDS = 9;
const CALLS_A_ROUND = 1500;
const WARM_UP = 4000;
/** The portal's own default. */
const POOL = 10;

/**
 * Processor time of one call with a key: the whole of it through the built portal (headers, log line, key, limit, query, envelope), against
 * an Express handler that asks the same query and nothing else. Both warm, turn by turn.
 */
export async function apiPromise({ portal, alice, databaseUrl }: World): Promise<Measured> {
  const key = await apiKeyOf(alice, ["profile:read"]);
  const ours = new LoadedServer(portal.url, "/api/v1/users/me", [{ "X-API-Key": key }]);
  const handler = await startBareHandler(databaseUrl);
  const bare = new LoadedServer(handler.url, "/users/me", [{}]);
  await ours.cpuOf(WARM_UP);
  await bare.cpuOf(WARM_UP);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++)
    rounds.push({ bare: await bare.cpuOf(CALLS_A_ROUND), ours: await ours.cpuOf(CALLS_A_ROUND) });
  ours.stop();
  bare.stop();
  handler.stop();
  const ratio = median(rounds.map((round) => round.ours / round.bare));
  return {
    promise: `API call with a key, the limit and one query ≤ ${LIMIT} × the CPU of bare Express with the query`,
    bare: milliseconds(median(rounds.map((round) => round.bare))),
    ours: milliseconds(median(rounds.map((round) => round.ours))),
    ratio: `${ratio.toFixed(2)} ×`,
    isHeld: ratio <= LIMIT,
  };
}

async function startBareHandler(databaseUrl: string) {
  const child = fork(new URL("api-bare.ts", import.meta.url), [databaseUrl, String(POOL), await aMember(databaseUrl)], {
    env: { ...process.env, NODE_ENV: "production" },
  });
  const ended = once(child, "exit").then(() => Promise.reject(new Error("The bare handler ended by itself.")));
  const [port] = (await Promise.race([once(child, "message"), ended])) as [number];
  ended.catch(() => undefined);
  return { url: `http://localhost:${port}`, stop: () => child.disconnect() };
}

async function aMember(databaseUrl: string): Promise<string> {
  const sql = postgres(databaseUrl, { max: 1 });
  const [row] = await sql<{ id: string }[]>`select id from users order by id limit 1`;
  await sql.end();
  return row?.id ?? "";
}
