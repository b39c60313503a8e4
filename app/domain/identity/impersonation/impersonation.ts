import type { UserId } from "~/core/id";

/** How long an admin may look at the portal as a member, in minutes; never longer than the last. */
export const impersonationMinutes = [15, 30, 60] as const;

export const SHORTEST_REASON = 10;
export const LONGEST_REASON = 300;

/** For how many days a member is shown that somebody looked, unless they have put it away. */
export const NOTICE_DAYS = 30;

export type ImpersonationSide = {
  userId: UserId;
  isAdmin: boolean;
  suspendedAt: Date | null;
  anonymizedAt: Date | null;
};

type Obstacle =
  "impersonationOfOneself" | "impersonationOfAdmin" | "impersonationOfSuspended" | "impersonationOfFormerMember";

/** Why an admin may not look at the portal as this member; undefined when they may. */
export function obstacleToImpersonation(adminId: UserId, member: ImpersonationSide): Obstacle | undefined {
  if (member.anonymizedAt) return "impersonationOfFormerMember";
  if (member.userId === adminId) return "impersonationOfOneself";
  if (member.isAdmin) return "impersonationOfAdmin";
  if (member.suspendedAt) return "impersonationOfSuspended";
  return undefined;
}

/** Whether a session still impersonates: decided anew on every request. */
export function isImpersonating(
  admin: { userId: UserId; isAdmin: boolean },
  member: ImpersonationSide,
  until: Date,
  now: Date,
): boolean {
  return admin.isAdmin && now < until && obstacleToImpersonation(admin.userId, member) === undefined;
}
