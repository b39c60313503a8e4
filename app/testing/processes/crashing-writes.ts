import { sql } from "~/db/pool.server";
import { asOwner } from "~/testing/database/as-owner";

/** A crash at the n-th write to any of the tables: sequences are not rolled back, so it happens once and work is then tried again. */
const crashes = `
  create sequence writes_seen;
  create table crash_plan (at bigint);
  insert into crash_plan values (0);
  create function crash_as_planned() returns trigger language plpgsql as $$ begin
    if nextval('writes_seen') = (select at from crash_plan) then raise exception 'crash'; end if;
    return null;
  end $$;
  grant all on crash_plan, writes_seen to public;`;

/** Every table that holds money. */
const moneyTables = [
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

/** From now on {@link withCrashAt} can make a write to one of these tables fail: those of money, unless others are named. */
export async function planCrashes(tables: readonly string[] = moneyTables): Promise<void> {
  await asOwner(async (owner) => {
    await owner.unsafe(crashes);
    for (const table of tables)
      await owner.unsafe(
        `create trigger crash after insert or update on ${table} for each statement execute function crash_as_planned()`,
      );
  });
}

/** Does the work; the `at`-th write to one of the tables fails once, 0 none. What fails of it is given up, as in a crash. */
export async function withCrashAt(at: number, work: () => Promise<unknown>): Promise<void> {
  await sql`select setval('writes_seen', 1, false)`;
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
