import { refuse } from "~/core/app-error";
import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { ownerOfIdentity } from "./identities.queries.server";
import type { VouchedProfile } from "./sign-in-member.server";
import { isEmailOfAnother } from "~/domain/identity/members/users.queries.server";

/** Refuses `conflict` an identity that is somebody's already, or whose verified address is another member's. */
export async function requireLinkable(db: Db, userId: UserId, profile: VouchedProfile): Promise<void> {
  const owner = await ownerOfIdentity(db, profile);
  if (owner === userId) refuse("conflict", "identityLinkedAlready");
  if (owner) refuse("conflict", "identityBelongsToAnother");
  if (await isEmailOfAnother(db, profile.email.toLowerCase(), userId)) refuse("conflict", "identityEmailOfAnother");
}
