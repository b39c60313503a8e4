import { setTimeout as wait } from "node:timers/promises";
import type { Sql, TransactionSql } from "postgres";
import { isConnectionLost } from "./is-database-away.server";

const CLOSED_WITHIN_MS = 1000;

type Work = (tx: TransactionSql) => Promise<unknown>;

/**
 * Makes a transaction whose connection is lost end there. Left to itself the driver writes its ROLLBACK or COMMIT to the socket that is
 * gone, which ends the process (porsager/postgres#1208), and the transaction's next statement to whatever connection comes after.
 */
export function outliveLostConnections<S extends Sql>(client: S): S {
  const beginAsEver = client.begin.bind(client) as (work: Work) => Promise<unknown>;
  const begin = async (work: Work) => {
    const loss: Loss = { error: undefined };
    try {
      return await beginAsEver((tx) => heldWhenLost(work(guarded(tx, loss)), loss));
    } catch (error) {
      loss.error = error;
      throw error;
    }
  };
  return Object.assign(client, { begin });
}

/** Set once the driver has given the transaction up. */
type Loss = { error: unknown };

/** Refuses every statement after the loss. */
function guarded(tx: TransactionSql, loss: Loss): TransactionSql {
  return new Proxy(tx, {
    get: (target, key) => {
      if (loss.error) throw loss.error as Error;
      if (key === "savepoint")
        return (work: Work) => target.savepoint((inner) => heldWhenLost(work(guarded(inner, loss)), loss));
      const value: unknown = Reflect.get(target, key, target);
      return value;
    },
  });
}

/** The work's outcome; never, when its connection is lost: the driver has told the caller then, and must not write an end to it. */
async function heldWhenLost(work: Promise<unknown>, loss: Loss): Promise<unknown> {
  const outcome = await work.then(
    (result) => () => result,
    async (error: unknown) => {
      if (isConnectionLost(error)) await wait(CLOSED_WITHIN_MS, undefined, { ref: false });
      return () => {
        throw error;
      };
    },
  );
  return loss.error ? new Promise<never>(() => undefined) : outcome();
}
