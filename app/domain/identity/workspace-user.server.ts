import { refuse } from "~/core/app-error";
import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { findMemberFacts } from "~/domain/identity/members/users.queries.server";

/** A member as the workspace family of the API speaks of them. */
export type WorkspaceUser = {
  id: UserId;
  email: string;
  role: "user" | "admin";
  subscription_tier: string;
  created_at: string;
};

/** Refuses `not_found` when there is no such member. */
export async function workspaceUserOf(db: Db, userId: UserId): Promise<WorkspaceUser> {
  const facts = (await findMemberFacts(db, userId)) ?? refuse("not_found", "memberUnknown");
  return {
    id: userId,
    email: facts.email,
    role: facts.isAdmin ? "admin" : "user",
    subscription_tier: facts.tier,
    created_at: facts.createdAt.toISOString(),
  };
}
