import { refuse } from "~/core/app-error";
import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { holdMemberRow } from "./account-deletion.queries.server";

/**
 * For whatever writes down something of a member: until the transaction ends they are not anonymized, so nothing personal is written
 * behind the back of that. Refuses `not_found` when it has happened.
 */
export async function requireMember(db: Db, userId: UserId): Promise<void> {
  if (!(await holdMemberRow(db, userId))) refuse("not_found", "memberUnknown");
}
