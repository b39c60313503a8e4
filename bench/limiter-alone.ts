/**
 * What counting a call costs, and refusing one, measured in a process of its own, which reads the portal's settings once: the ninety-fifth
 * percentile of each round, in seconds. `fork(limiter-alone.ts, [url of the database], { env: the settings })`; it says its rounds and ends.
 */
import postgres from "postgres";
import { closePool } from "../app/db/pool.server";
import { limiter, type Limiter } from "../app/web/limits/limiter.server";

export type LimiterRound = Record<"bare" | "counting" | "refusing", number>;

const ROUNDS = 7;
const CALLS_A_ROUND = 1000;
const CALLERS = 50;
const HOUR = 3600;

type Work = (who: string) => Promise<unknown>;

const bare = postgres(process.argv[2] ?? "", { max: 1, onnotice: () => undefined });
await bare`create unlogged table bare_limits (key text primary key, points int not null, expire bigint)`;
const upsert: Work = (who) =>
  bare`insert into bare_limits values (${who}, 1, ${Date.now() + HOUR * 1000})
    on conflict (key) do update set points = bare_limits.points + 1 returning points, expire`;
const open = limiter("bench-open", 1e9, HOUR);
const shut = limiter("bench-shut", 1, HOUR);
for (let who = 0; who < CALLERS; who++) await blocked(shut, String(who));

const rounds: LimiterRound[] = [];
for (let round = 0; round <= ROUNDS; round++)
  rounds.push({
    bare: await p95Of(upsert),
    counting: await p95Of((who) => open.count(who)),
    refusing: await p95Of((who) => shut.count(who)),
  });
await bare.end();
await closePool();
// The first was to warm up.
process.send?.(rounds.slice(1), () => process.exit());

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
