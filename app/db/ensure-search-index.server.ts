import type { Sql } from "postgres";
import { sqlState } from "./sql-state.server";

/** No right to create an extension, not installed on this server, or installed in a schema that this login does not look into. */
const NOT_TO_BE_HAD = /^(42501|0A000|58P01|42704)$/;

/**
 * Makes the index by which members are found by any part of their name or e-mail, unless it is there. It needs PostgreSQL's own extension
 * pg_trgm; false where there is none: everything then works as before, only slower. Not a migration, so that a later start makes it.
 */
export async function ensureSearchIndex(connection: Sql): Promise<boolean> {
  const [found] = await connection`select to_regclass('users_search_idx') as index`;
  if (found?.["index"]) return true;
  try {
    await connection`create extension if not exists pg_trgm`;
    await connection`create index if not exists users_search_idx on users using gin (name gin_trgm_ops, email gin_trgm_ops)`;
    return true;
  } catch (error) {
    if (NOT_TO_BE_HAD.test(sqlState(error) ?? "")) return false;
    throw error;
  }
}
