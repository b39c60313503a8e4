import postgres from "postgres";
import { closePool } from "../app/db/pool.server";
import { limiter, type Limiter } from "../app/web/limits/limiter.server";
import type { World } from "../e2e/portal-process";
import { median, milliseconds, type Measured } from "./promise";

const COUNTING_SECONDS = 0.001;
const REFUSING_SECONDS = 0.0001;
const ROUNDS = 7;
const CALLS_A_ROUND = 1000;
const CALLERS = 50;
const HOUR = 3600;

type Work = (who: string) => Promise<unknown>;

/**
 * What the limit adds to a call, with PostgreSQL as its store: counting it, and refusing it when its caller is known to be over. One after
 * the other, turn by turn with the least that a shared counter can be: one prepared upsert in an unlogged table.
 */
export async function* limiterPromises({ settings, databaseUrl }: World): AsyncGenerator<Measured> {
  Object.assign(process.env, { ...settings, DATABASE_URL: databaseUrl });
  const bare = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  await bare`create unlogged table bare_limits (key text primary key, points int not null, expire bigint)`;
  const upsert: Work = (who) =>
    bare`insert into bare_limits values (${who}, 1, ${Date.now() + HOUR * 1000})
      on conflict (key) do update set points = bare_limits.points + 1 returning points, expire`;
  const open = limiter("bench-open", 1e9, HOUR);
  const shut = limiter("bench-shut", 1, HOUR);
  for (let who = 0; who < CALLERS; who++) await blocked(shut, String(who));

  const rounds = [];
  for (let round = 0; round <= ROUNDS; round++)
    rounds.push({
      bare: await p95Of(upsert),
      counting: await p95Of((who) => open.count(who)),
      refusing: await p95Of((who) => shut.count(who)),
    });
  await bare.end();
  await closePool();

  const [, ...warm] = rounds;
  const ofBare = median(warm.map((round) => round.bare));
  const line = (promise: string, ours: number, limit: number): Measured => ({
    promise: `${promise} ≤ ${limit * 1000} ms (p95)`,
    bare: milliseconds(ofBare),
    ours: milliseconds(ours),
    ratio: `${(ours / ofBare).toFixed(ours < ofBare / 10 ? 4 : 2)} ×`,
    isHeld: ours <= limit,
  });
  yield line("counting a call in PostgreSQL", median(warm.map(({ counting }) => counting)), COUNTING_SECONDS);
  yield line("refusing who is over the limit", median(warm.map(({ refusing }) => refusing)), REFUSING_SECONDS);
}

/** Counts until the limiter remembers by itself that this caller is over. */
async function blocked({ count }: Limiter, who: string): Promise<void> {
  while ((await count(who)).allowed);
  await count(who);
}

async function p95Of(work: Work): Promise<number> {
  const times = [];
  for (let call = 0; call < CALLS_A_ROUND; call++) {
    const began = performance.now();
    await work(String(call % CALLERS));
    times.push((performance.now() - began) / 1000);
  }
  return times.toSorted((one, other) => one - other)[Math.floor(CALLS_A_ROUND * 0.95)] ?? NaN;
}
