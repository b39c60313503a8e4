import { sql } from "~/db/pool.server";
import { asOwner } from "./as-owner";

/** A crash at the n-th write to any of these tables: sequences are not rolled back, so it happens once and work is then tried again. */
const definition = `
  create sequence writes_seen;
  create table crash_plan (at bigint);
  insert into crash_plan values (0);
  create function crash_as_planned() returns trigger language plpgsql as $$ begin
    if nextval('writes_seen') = (select at from crash_plan) then raise exception 'crash'; end if;
    return null;
  end $$;
  grant all on crash_plan to public;
  grant all on writes_seen to public;`;

export type Crashes = { seen: number };

/** Prepares crashes in the middle of writing to these tables of the test's database. */
export async function planCrashes(tables: readonly string[]): Promise<Crashes> {
  await asOwner(async (owner) => {
    await owner.unsafe(definition);
    for (const table of tables)
      await owner.unsafe(
        `create trigger crash after insert or update on ${table} for each statement execute function crash_as_planned()`,
      );
  });
  return { seen: 0 };
}

/** Does `work`, in which the power goes at the `at`-th write, never for 0; counts the crashes that reached the caller. */
export async function crashesAt(crashes: Crashes, at: number, work: () => Promise<unknown>): Promise<void> {
  await sql`select setval('writes_seen', 1, false)`;
  await sql`update crash_plan set at = ${at}`;
  try {
    await work();
  } catch (error) {
    if (!isCrash(error)) throw error;
    crashes.seen += 1;
  } finally {
    await sql`update crash_plan set at = 0`;
  }
}

function isCrash(error: unknown): boolean {
  return error instanceof Error && (error.message === "crash" || isCrash(error.cause));
}
