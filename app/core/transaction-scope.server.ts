import { AsyncLocalStorage } from "node:async_hooks";
import { env } from "./env.server";
import { log } from "./log.server";

type Scope = { isOpen: boolean; afterCommit: Set<() => void> };

const scopes = new AsyncLocalStorage<Scope>();

/** A network call was about to be made while a database transaction was open: its locks would be held for as long as the other side takes. */
export class NetworkInTransaction extends Error {
  override readonly name = "NetworkInTransaction";
}

/**
 * Runs `work` as the inside of a database transaction, for {@link assertNoTransaction}; what it leaves running afterwards is outside.
 * Whatever is to follow the commit is added to `afterCommit`: that is up to the caller.
 */
export async function insideTransaction<T>(work: () => Promise<T>, afterCommit = new Set<() => void>()): Promise<T> {
  const scope: Scope = { isOpen: true, afterCommit };
  try {
    return await scopes.run(scope, work);
  } finally {
    scope.isOpen = false;
  }
}

/**
 * Asked before every call to another system, `target` being its name. Inside a database transaction it throws
 * {@link NetworkInTransaction}; in production it logs an error and lets the call go on, because a slow answer is better than none.
 */
export function assertNoTransaction(target: string): void {
  if (!scopes.getStore()?.isOpen) return;
  const error = new NetworkInTransaction(`${target} was called inside a database transaction`);
  if (env().ATRIUM_MODE !== "production") throw error;
  log.error({ err: error, target }, "network call inside a database transaction");
}

/**
 * Calls `work`, which must not throw, once the transaction that this is inside has committed: once however often it is asked for, and not
 * at all when it is undone. Outside of any it is called at once.
 */
export function onCommit(work: () => void): void {
  const scope = scopes.getStore();
  if (scope?.isOpen) scope.afterCommit.add(work);
  else work();
}
