import { randomUUID } from "node:crypto";
import { SECOND } from "~/core/clock";
import { log } from "~/core/log.server";
import { noteAnswer, noteNoAnswer } from "./database-contact.server";
import { holdInstance } from "./instances.queries.server";
import { instanceDb, poolClosing } from "./pool.server";

/** Fast enough that one that was lost is made up for before anybody counts this process as silent. */
const BEAT = 3 * SECOND;

/** Kept on the process, by its connections, not in the module: a dev server that loads this file again is still the same instance. */
const kept = globalThis as typeof globalThis & { __atriumInstances?: WeakMap<AbortSignal, Promise<string>> };
const instances = (kept.__atriumInstances ??= new WeakMap());

/**
 * What this process is called in the database. From the first time that it is asked until the process ends, whoever reads
 * `instanceLives` of it is answered that it does; a process that was killed is known to be dead within seconds.
 * Throws while the database cannot be asked for the first time.
 */
export function instanceId(): Promise<string> {
  const closing = poolClosing();
  const known = instances.get(closing);
  if (known) return known;
  const begun = begin(closing).catch((error: unknown) => {
    instances.delete(closing);
    throw error;
  });
  instances.set(closing, begun);
  return begun;
}

/** Connections that are closed meanwhile are not opened again to say that nobody is there. */
async function begin(closing: AbortSignal): Promise<string> {
  const id = randomUUID();
  await hold(id);
  if (closing.aborted) return id;
  const beat = () =>
    hold(id).catch((error: unknown) => log.warn({ err: error }, "this process could not say that it lives"));
  const beating = setInterval(() => void beat(), BEAT).unref();
  closing.addEventListener("abort", () => clearInterval(beating));
  return id;
}

async function hold(id: string): Promise<void> {
  try {
    noteAnswer(await holdInstance(instanceDb, id));
  } catch (error) {
    noteNoAnswer();
    throw error;
  }
}
