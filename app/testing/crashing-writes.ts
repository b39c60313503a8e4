import { sql } from "~/db/pool.server";
import { asOwner } from "./as-owner";

/** A crash at the n-th write to any table of money: sequences are not rolled back, so it happens once and work is then tried again. */
const crashes = `
  create sequence writes_seen;
  create table crash_plan (at bigint);
  insert into crash_plan values (0);
  create function crash_as_planned() returns trigger language plpgsql as $$ begin
    if nextval('writes_seen') = (select at from crash_plan) then raise exception 'crash'; end if;
    return null;
  end $$;`;
const tables = [
  "billing_accounts",
  "usage_totals",
  "ledger_transactions",
  "ledger_entries",
  "ledger_balances",
  "credit_purchases",
  "stripe_events",
];

let crashed = 0;

/** How many planned crashes have come about. */
export const crashesSeen = () => crashed;

/** From now on {@link withCrashAt} can make a write to a table of money fail. */
export async function planCrashes(): Promise<void> {
  await asOwner(async (owner) => {
    await owner.unsafe(crashes);
    for (const table of tables)
      await owner.unsafe(
        `create trigger crash after insert or update on ${table} for each statement execute function crash_as_planned()`,
      );
  });
}

/** Does the work; the `at`-th write to a table of money fails once, 0 none. What fails of it is given up, as in a crash. */
export async function withCrashAt(at: number, work: () => Promise<unknown>): Promise<void> {
  await asOwner((owner) => owner`select setval('writes_seen', 1, false)`);
  await sql`update crash_plan set at = ${at}`;
  try {
    await work();
  } catch (error) {
    if (!isCrash(error)) throw error;
    crashed++;
  } finally {
    await sql`update crash_plan set at = 0`;
  }
}

function isCrash(error: unknown): boolean {
  return error instanceof Error && (error.message === "crash" || isCrash(error.cause));
}
