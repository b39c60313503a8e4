import type { Db } from "~/db/pool.server";
import { findSetUpCode } from "./set-up.queries.server";
import { hasAdmin } from "~/domain/identity/members/member-status.queries.server";

/** Whether a member may become the first admin by entering the set-up code. */
export async function isSetUpOpen(db: Db): Promise<boolean> {
  const offered = await findSetUpCode(db);
  return offered?.usedAt === null && !(await hasAdmin(db));
}
