import { fork } from "node:child_process";
import { once } from "node:events";
import type { World } from "../e2e/portal-process";
import type { LimiterRound } from "./limiter-alone";
import { median, milliseconds, type Measured } from "./promise";

const COUNTING_SECONDS = 0.001;
const REFUSING_SECONDS = 0.0001;

/**
 * What the limit adds to a call, with PostgreSQL as its store: counting it, and refusing it when its caller is known to be over. One after
 * the other, turn by turn with the least that a shared counter can be: one prepared upsert in an unlogged table.
 */
export async function* limiterPromises(world: World): AsyncGenerator<Measured> {
  const rounds = await measuredAlone(world);
  const ofBare = median(rounds.map(({ bare }) => bare));
  const line = (promise: string, ours: number, limit: number): Measured => ({
    promise: `${promise} ≤ ${limit * 1000} ms (p95)`,
    bare: milliseconds(ofBare),
    ours: milliseconds(ours),
    ratio: `${(ours / ofBare).toFixed(ours < ofBare / 10 ? 4 : 2)} ×`,
    isHeld: ours <= limit,
  });
  yield line("counting a call in PostgreSQL", median(rounds.map(({ counting }) => counting)), COUNTING_SECONDS);
  yield line("refusing who is over the limit", median(rounds.map(({ refusing }) => refusing)), REFUSING_SECONDS);
}

async function measuredAlone({ settings, databaseUrl }: World): Promise<LimiterRound[]> {
  const child = fork(new URL("limiter-alone.ts", import.meta.url), [databaseUrl], {
    env: { ...process.env, ...settings, DATABASE_URL: databaseUrl },
  });
  const ended = once(child, "exit").then(() => Promise.reject(new Error("The limiter's measuring ended by itself.")));
  const [rounds] = (await Promise.race([once(child, "message"), ended])) as [LimiterRound[]];
  ended.catch(() => undefined);
  return rounds;
}
