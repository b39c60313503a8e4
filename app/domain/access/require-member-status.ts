import { refuse } from "~/core/app-error";
import { refuseSuspended, type MemberStatus } from "~/domain/identity/members/member-status";

/** Lets nobody in whose membership is suspended (`forbidden`, and they are told) or who has gone (`unauthenticated`, as if never there). */
export function requireMemberStatus(member: MemberStatus & { anonymisedAt: Date | null }, goneCode: string): void {
  if (member.anonymisedAt) refuse("unauthenticated", goneCode);
  refuseSuspended(member);
}
