import { Redis } from "ioredis";
import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterAbstract,
} from "rate-limiter-flexible";
import { clock, later } from "~/core/clock";
import { env } from "~/core/env.server";
import { log } from "~/core/log.server";
import { authPoolSql, sql } from "~/db/pool.server";

/** What a counted caller may still do. `allowed` is false once they have used it up. */
export type Allowance = { allowed: boolean; limit: number; remaining: number; resetsAt: Date };

/** `look` says what `count` would have left, and counts nothing. */
export type Limiter = Record<"count" | "look", (who: string) => Promise<Allowance>>;

/**
 * At most `points` per `seconds` for each caller, counted together by all replicas: in Redis where `REDIS_URL` names one, else in
 * PostgreSQL. Who is over the limit is remembered in this process, so that being refused costs nothing; while the store is away each
 * replica counts for itself.
 */
export function limiter(name: string, points: number, seconds: number): Limiter {
  const counter = store(name, points, seconds);
  return {
    count: (who) =>
      counter.consume(who).then(
        (counted) => allowance(counted, { allowed: true }),
        (refused: unknown) => {
          if (refused instanceof RateLimiterRes) return allowance(refused, { allowed: false });
          throw refused;
        },
      ),
    look: async (who) => {
      const found = await counter.get(who);
      if (!found)
        return { allowed: true, limit: points, remaining: points, resetsAt: later(clock.now(), seconds * 1000) };
      return allowance(found, { allowed: found.remainingPoints > 0 });
    },
  };

  function allowance({ remainingPoints, msBeforeNext }: RateLimiterRes, { allowed }: { allowed: boolean }): Allowance {
    const resetsAt = later(clock.now(), Math.max(0, msBeforeNext));
    return { allowed, limit: points, remaining: allowed ? Math.max(0, remainingPoints) : 0, resetsAt };
  }
}

function store(name: string, points: number, duration: number): RateLimiterAbstract {
  const insuranceLimiter = new RateLimiterMemory({ keyPrefix: name, points, duration });
  const shared = { keyPrefix: name, points, duration, inMemoryBlockOnConsumed: points + 1, insuranceLimiter };
  const address = env().REDIS_URL;
  if (address) return new RateLimiterRedis({ ...shared, storeClient: redisAt(address) });
  return new RateLimiterPostgres({
    ...shared,
    storeClient: postgresClient,
    storeType: "client",
    tableName: "rate_limits",
    tableCreated: true,
    clearExpiredByTimeout: true,
  });
}

let redis: Redis | undefined;

function redisAt(address: string): Redis {
  redis ??= new Redis(address, { enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 200 }).on(
    "error",
    (error: Error) => log.warn({ err: error }, "the rate limits' Redis is away"),
  );
  return redis;
}

type Row = { points: number; expire: bigint | number | null };

/**
 * The library speaks to `pg`; this is as much of that client as it calls, with statements that stay prepared. Counts go to the authentication pool; what
 * clears away all that is long over takes as long as there is much of it, and is asked of the pool.
 */
const postgresClient = {
  query: async ({ text, values }: { text: string; values: (string | number)[] }) => {
    const connection = text.startsWith("DELETE") ? sql : authPoolSql;
    const rows = await connection.unsafe<Row[]>(text, values, { prepare: true });
    const whole = [...rows].map((row) => ({ ...row, expire: row.expire === null ? null : Number(row.expire) }));
    return { rows: whole, rowCount: rows.count };
  },
};
