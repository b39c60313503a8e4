import { refuse } from "~/core/app-error";
import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { findProfile } from "./users.queries.server";

/** What other systems need to know of a member; `subject` is how the identity provider names them. */
export type MemberProfile = { userId: UserId; email: string; name: string; givenName?: string; subject: string };

/** Refuses `not_found` when there is no such member. */
export async function memberProfileOf(db: Db, userId: UserId): Promise<MemberProfile> {
  return (await findProfile(db, userId)) ?? refuse("not_found", "memberUnknown");
}
