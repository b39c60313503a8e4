import { AsyncLocalStorage } from "node:async_hooks";
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { env } from "~/core/env.server";
import { outliveLostConnections } from "./outlive-lost-connections.server";
import { watchPool, type PoolName } from "./pool-watch.server";
import { AUTH_DEADLINE_SECONDS, queryDeadline } from "./query-deadline.server";

const onnotice = () => undefined;

/** Reconnects within half a second after a restart of PostgreSQL; the library's own default waits up to 13 s. */
const backoff = (attempt: number) => Math.min(0.05 * 2 ** attempt, 0.5) * (0.5 + Math.random() / 2);

/** Nothing in the authentication pool takes a hundredth of this while PostgreSQL is well. */
const AUTH_TIMEOUT_MS = 2500;

/** How long a query may wait for a connection; in the authentication pool, only so long while the last connection was lost for want of an answer. */
const QUEUE_SECONDS = { requests: 5, background: 60 };
const QUEUE_SECONDS_WHILE_AWAY = 0.5;

/** Connections that each pool of this replica opens at most. */
export function poolSizes(): Record<PoolName, number> {
  const { DATABASE_POOL: requests, DATABASE_WORKER_POOL: background } = env();
  const bulk = (size: number) => Math.max(2, Math.ceil(size / 2));
  return {
    requests,
    requests_bulk: bulk(requests),
    background,
    background_bulk: bulk(background),
    auth: 1,
    instance: 1,
  };
}

const sharedOptions = () => ({
  onnotice,
  backoff,
  connect_timeout: 5,
  idle_timeout: 300,
  max_lifetime: 3600,
  queue_timeout: QUEUE_SECONDS.requests,
  query_timeout: queryDeadline,
  connection: {
    application_name: "atrium",
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 30_000,
    ...(kept.__atriumRole && { role: kept.__atriumRole }),
  },
});

function connect() {
  const sizes = poolSizes();
  const shared = sharedOptions();
  const clients = (kind: "requests" | "background") => {
    const queueing = { ...shared, queue_timeout: QUEUE_SECONDS[kind] };
    const main = { ...queueing, ...watchPool(kind), max: sizes[kind] };
    const client = outliveLostConnections(postgres(env().DATABASE_URL, main));
    // drizzle replaces its client's date parsers, so bulk SQL has a plain client of its own.
    const bulk = { ...queueing, ...watchPool(`${kind}_bulk`), max: sizes[`${kind}_bulk`] };
    const sql = postgres(env().DATABASE_URL, { ...bulk, types: { bigint: postgres.BigInt } });
    return { client, sql, db: drizzle(client) };
  };
  const authPoolSql = postgres(env().DATABASE_URL, authPoolOptions(shared));
  const instanceSql = postgres(env().DATABASE_URL, instanceOptions(shared));
  return {
    requests: clients("requests"),
    background: clients("background"),
    authPoolSql,
    authDb: drizzle(authPoolSql),
    instanceSql,
    instanceDb: drizzle(instanceSql),
    closing: new AbortController(),
  };
}

/** Once PostgreSQL has stopped answering, nobody waits long to be told so: who asks next waits only for the connection that is being tried. */
function authPoolOptions<S extends { connection: object }>(shared: S) {
  const watch = watchPool("auth");
  let isAway = false;
  return {
    ...shared,
    ...watch,
    max: 1,
    connect_timeout: AUTH_DEADLINE_SECONDS,
    query_timeout: AUTH_DEADLINE_SECONDS,
    queue_timeout: () => (isAway ? QUEUE_SECONDS_WHILE_AWAY : AUTH_DEADLINE_SECONDS),
    ontimeout: (error: { code: string }) => ((isAway = true), watch.ontimeout(error)),
    onconnect: () => (isAway = false),
    connection: { ...shared.connection, statement_timeout: AUTH_TIMEOUT_MS },
  };
}

/** A session that is kept for as long as it can be. */
function instanceOptions<S extends { connection: object }>(shared: S) {
  return {
    ...shared,
    ...watchPool("instance"),
    max: 1,
    idle_timeout: 0,
    max_lifetime: 0,
    query_timeout: AUTH_DEADLINE_SECONDS,
    connection: {
      ...shared.connection,
      statement_timeout: AUTH_TIMEOUT_MS,
      // A machine that vanished is noticed by PostgreSQL within half a minute.
      tcp_keepalives_idle: 10,
      tcp_keepalives_interval: 5,
      tcp_keepalives_count: 3,
    },
  };
}

type Pool = ReturnType<typeof connect>;

/** Kept on the process, by the database's address, not in the module: a dev server that loads this file again keeps its connections. */
const kept = globalThis as typeof globalThis & { __atriumPools?: Map<string, Pool>; __atriumRole?: string };
const pools = (kept.__atriumPools ??= new Map<string, Pool>());

function pool(): Pool {
  const url = env().DATABASE_URL;
  const open = pools.get(url) ?? connect();
  pools.set(url, open);
  return open;
}

const backgroundContext = new AsyncLocalStorage<true>();

/** Runs `work` on the connections of background work: however much it asks, requests do not wait for one of theirs. */
export function inBackground<T>(work: () => T): T {
  return backgroundContext.run(true, work);
}

/** The connections of whoever asks: of background work, or of requests. */
const own = () => (backgroundContext.getStore() ? pool().background : pool().requests);

/** Connections that are opened from now on work as this role instead of as the login that opens them. */
export function workAs(role: string): void {
  kept.__atriumRole = role;
}

/** Which connections a query would take now: what was prepared on others is to be prepared again. */
export const currentPool = (): object => own();

/** Stands for what `pick` gives until it is used: a module may name the pool before there is one. */
function lazily<T extends object>(pick: () => T): T {
  const handler: ProxyHandler<T> = {
    get: (_, key): unknown => {
      const target = pick();
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
    apply: (_, __, args: unknown[]): unknown => (pick() as (...all: unknown[]) => unknown)(...args),
  };
  return new Proxy(Function.prototype as unknown as T, handler);
}

/** Typed queries. Hot ones are prepared: an ordinary one costs an extra round trip. */
export const db = lazily<PostgresJsDatabase>(() => own().db);

/** Bulk SQL (`json_to_recordset`), LISTEN/NOTIFY and whatever drizzle has no words for. Dates come back as Date, bigint as bigint. */
export const sql = lazily<Pool["requests"]["sql"]>(() => own().sql);

/**
 * One connection for what nearly every request asks first, one row by its key: who calls, and how often they did. What is asked at the same
 * moment is written to it and read from it together, and nothing slow goes ahead of it. See decision 017.
 */
export const authDb = lazily<PostgresJsDatabase>(() => pool().authDb);

/** The connection of `authDb`, without drizzle. */
export const authPoolSql = lazily<Pool["authPoolSql"]>(() => pool().authPoolSql);

/** The one session that this process keeps for as long as it lives: its locks say that it does. See `instance.server.ts`. */
export const instanceDb = lazily<PostgresJsDatabase>(() => pool().instanceDb);

/** Ends the session of `instanceDb`, and with it every lock that it holds; whoever asks next is answered by a new one. */
export async function endInstanceSession(): Promise<void> {
  const open = pool();
  const ended = open.instanceSql;
  open.instanceSql = postgres(env().DATABASE_URL, instanceOptions(sharedOptions()));
  open.instanceDb = drizzle(open.instanceSql);
  await ended.end({ timeout: 0 });
}

/** Aborts when the connections that are open now are closed for good. */
export const poolClosing = (): AbortSignal => pool().closing.signal;

/** What a query takes first: the pool, or the transaction it is part of. */
export type Db = Pick<
  PostgresJsDatabase,
  "select" | "selectDistinct" | "insert" | "update" | "delete" | "execute" | "$count" | "transaction"
>;

/** Closes every connection; a later query opens new ones. */
export async function closePool(): Promise<void> {
  const open = pools.get(env().DATABASE_URL);
  if (!open) return;
  pools.delete(env().DATABASE_URL);
  const { requests, background, authPoolSql, instanceSql } = open;
  open.closing.abort();
  const clients = [requests.client, requests.sql, background.client, background.sql, authPoolSql, instanceSql];
  await Promise.all(clients.map((client) => client.end({ timeout: 5 })));
}
