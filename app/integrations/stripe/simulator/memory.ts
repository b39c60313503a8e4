import { existsSync, readFileSync, writeFileSync } from "node:fs";
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

export type Memory = ReturnType<typeof drawers> & { keep: () => void };

/** What the simulator remembers; in `file`, where one is given, it outlives a restart. `keep` is called after every change. */
export function memoryIn(file: string | undefined): Memory {
  const memory = drawers();
  const names = Object.keys(memory) as (keyof typeof memory)[];
  if (file && existsSync(file)) {
    const kept = JSON.parse(readFileSync(file, "utf8")) as Record<string, [string, never][]>;
    for (const name of names) for (const [id, object] of kept[name] ?? []) memory[name].set(id, object);
  }
  const keep = () => {
    if (file) writeFileSync(file, JSON.stringify(Object.fromEntries(names.map((name) => [name, [...memory[name]]]))));
  };
  return { ...memory, keep };
}
