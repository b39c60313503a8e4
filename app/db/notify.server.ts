import { sql as raw } from "drizzle-orm";
import { sql, type Db } from "./pool.server";

/** What pages can follow: each message is the id of the thing that changed. */
export type Channel = "environment" | "placement" | "webhook" | "collection";

/** Tells every replica that `id` changed, when the caller's transaction commits. */
export async function notify(db: Db, channel: Channel, id: string): Promise<void> {
  await db.execute(raw`select pg_notify(${channel}, ${id})`);
}

type Listener = () => void;

const listeners = new Map<string, Set<Listener>>();
const listening = new Map<Channel, Promise<unknown>>();

/**
 * Yields once at the start and then whenever `id` changed, until `signal` aborts. One connection per replica and channel serves every
 * follower; after a lost connection everyone is woken once, so nothing is missed.
 */
export async function* changesOf(channel: Channel, id: string, signal: AbortSignal): AsyncGenerator<void> {
  await ensureListening(channel);
  let wake: Listener = () => undefined;
  let changed = true;
  const key = `${channel}:${id}`;
  const listener = () => ((changed = true), wake());
  const abort = () => wake();
  const mine = listeners.get(key) ?? new Set();
  listeners.set(key, mine.add(listener));
  signal.addEventListener("abort", abort);
  try {
    while (!signal.aborted) {
      if (changed) {
        changed = false;
        yield;
      } else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    signal.removeEventListener("abort", abort);
    mine.delete(listener);
    if (mine.size === 0) listeners.delete(key);
  }
}

function ensureListening(channel: Channel): Promise<unknown> {
  const already = listening.get(channel);
  if (already) return already;
  const begun = sql.listen(
    channel,
    (id) => wakeAll(`${channel}:${id}`),
    () => wakeAll(`${channel}:`),
  );
  begun.catch(() => listening.delete(channel));
  listening.set(channel, begun);
  return begun;
}

function wakeAll(prefix: string): void {
  for (const [key, set] of listeners)
    if (key === prefix || (prefix.endsWith(":") && key.startsWith(prefix))) for (const listener of set) listener();
}
