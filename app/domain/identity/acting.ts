import type { UserId } from "~/core/id";

/** How long an admin may look at the portal as a member, in minutes; never longer than the last. */
export const actingMinutes = [15, 30, 60] as const;

export const SHORTEST_REASON = 10;
export const LONGEST_REASON = 300;

/** For how many days a member is shown that somebody looked, unless they have put it away. */
export const TOLD_FOR_DAYS = 30;

export type ActingSide = {
  userId: UserId;
  isAdmin: boolean;
  suspendedAt: Date | null;
  anonymisedAt: Date | null;
};

type Obstacle = "actingAsOneself" | "actingAsAdmin" | "actingAsSuspended" | "actingAsNobody";

/** Why an admin may not look at the portal as this member; undefined when they may. */
export function obstacleToActing(adminId: UserId, member: ActingSide): Obstacle | undefined {
  if (member.anonymisedAt) return "actingAsNobody";
  if (member.userId === adminId) return "actingAsOneself";
  if (member.isAdmin) return "actingAsAdmin";
  if (member.suspendedAt) return "actingAsSuspended";
  return undefined;
}

/** Whether a session that was lent a member's eyes still has them: asked anew on every request. */
export function isActing(
  admin: { userId: UserId; isAdmin: boolean },
  member: ActingSide,
  until: Date,
  now: Date,
): boolean {
  return admin.isAdmin && now < until && obstacleToActing(admin.userId, member) === undefined;
}
