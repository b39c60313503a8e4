import { keepState, readStateFile } from "~/core/state-file.server";
import type { Customer, Dispute, Payment, Refund, Session, StripeEvent } from "./objects";

/** The first answer to an idempotency key, and what had been asked. */
export type Reply = { asked: string; status: number; body: unknown };

const drawers = () => ({
  customers: new Map<string, Customer>(),
  sessions: new Map<string, Session>(),
  payments: new Map<string, Payment>(),
  refunds: new Map<string, Refund>(),
  disputes: new Map<string, Dispute>(),
  events: new Map<string, StripeEvent>(),
  replies: new Map<string, Reply>(),
});

export type Memory = ReturnType<typeof drawers> & {
  /** Called after every change. */
  keep: () => void;
  /** Writes what is not written yet. */
  flush: () => void;
};

/** What the simulator remembers; in `file`, where one is given, it outlives a restart. Throws when the file is damaged. */
export function stripeMemoryIn(file: string | undefined): Memory {
  const memory = drawers();
  const names = Object.keys(memory) as (keyof typeof memory)[];
  const kept = (file ? readStateFile(file) : undefined) as Record<string, [string, never][]> | undefined;
  if (kept) for (const name of names) for (const [id, object] of kept[name] ?? []) memory[name].set(id, object);
  const state = keepState(file, () => Object.fromEntries(names.map((name) => [name, [...memory[name]]])));
  return { ...memory, keep: state.save, flush: state.flush };
}
