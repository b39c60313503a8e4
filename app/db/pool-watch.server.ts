import { Counter, Histogram } from "prom-client";
import { SECOND } from "~/core/clock";
import { log } from "~/core/log.server";
import { metrics } from "~/core/metrics.server";
import { sqlState } from "./sql-state.server";

/** The portal's pools of connections: of requests and of background work, each with one for bulk SQL; and what every request asks. */
export type PoolName = "requests" | "requests_bulk" | "background" | "background_bulk" | "auth" | "instance";

type Shortage = "slow" | "queue_timeout" | "too_many_connections";
type Failure = Exclude<Shortage, "slow"> | "query_timeout" | "connect";

/** Who waits longer for a connection than this has noticed it. */
const LONG_WAIT_MS = 1 * SECOND;

/** A line about the same says how often it happened since the one before. */
const QUIET_MS = 10 * SECOND;

/** For so long a shortage is told on /readyz after its last sign. */
const REMEMBERED_MS = 60 * SECOND;

/** So soon after PostgreSQL was silent or away, waiting is no sign of too few connections. */
const AFTERMATH_MS = 15 * SECOND;

const TOO_MANY_CONNECTIONS = "53300";

const waits = new Histogram({
  name: "atrium_database_wait_seconds",
  help: "How long queries waited for a connection, by pool.",
  labelNames: ["pool"],
  buckets: [0.001, 0.01, 0.1, 0.5, 1, 3, 10],
  registers: [metrics],
});

const failures = new Counter({
  name: "atrium_database_failures_total",
  help: "Queries that got no connection or no answer, by pool and cause (too_many_connections, connect, queue_timeout, query_timeout).",
  labelNames: ["pool", "cause"],
  registers: [metrics],
});

const lastShortage = new Map<Shortage, number>();
let lastAway = -Infinity;
const lines = new Map<string, { since: number; silenced: number }>();

/** What the driver tells of one pool (patches/README.md), counted and logged. */
export function watchPool(pool: PoolName) {
  const failed = (cause: Failure) => {
    failures.inc({ pool, cause });
    if (cause === "query_timeout" || cause === "connect") lastAway = performance.now();
    else noteShortage(cause);
    sayNowAndThen(pool, cause);
  };
  return {
    onwait: (ms: number) => {
      waits.observe({ pool }, ms / 1000);
      // Background work may wait for its own: nobody sits before it.
      if (ms < LONG_WAIT_MS || pool.startsWith("background")) return;
      noteShortage("slow");
      sayNowAndThen(pool, "slow");
    },
    ontimeout: ({ code }: { code: string }) => failed(code === "QUEUE_TIMEOUT" ? "queue_timeout" : "query_timeout"),
    onconnecterror: (error: unknown) =>
      failed(sqlState(error) === TOO_MANY_CONNECTIONS ? "too_many_connections" : "connect"),
  };
}

/** Which signs of too few connections there were within the last minute; none when all is well. */
export function connectionShortages(): string[] {
  const now = performance.now();
  return [...lastShortage].filter(([, at]) => now - at < REMEMBERED_MS).map(([sign]) => sign);
}

function noteShortage(sign: Shortage): void {
  const now = performance.now();
  if (sign === "too_many_connections" || now - lastAway > AFTERMATH_MS) lastShortage.set(sign, now);
}

const words: Record<Shortage | Failure, string> = {
  slow: "queries wait more than a second for a database connection: raise DATABASE_POOL, or find what keeps them busy",
  queue_timeout: "no database connection became free in time: raise DATABASE_POOL, or find what keeps them busy",
  too_many_connections: "PostgreSQL takes no more connections: raise its max_connections, or lower DATABASE_POOL",
  query_timeout: "PostgreSQL did not answer in time: the connection is given up",
  connect: "no connection to PostgreSQL",
};

function sayNowAndThen(pool: PoolName, cause: Shortage | Failure): void {
  const key = `${pool} ${cause}`;
  const line = lines.get(key);
  const now = performance.now();
  if (line && now - line.since < QUIET_MS) {
    line.silenced++;
    return;
  }
  lines.set(key, { since: now, silenced: 0 });
  log.warn({ pool, cause, ...(line && { before: line.silenced }) }, words[cause]);
}
