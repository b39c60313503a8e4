import { refuse } from "~/core/app-error";
import { refuseSuspended, type MemberStatus } from "~/domain/identity/members/member-status";

/** Lets nobody in whose membership is suspended (`forbidden`, and they are told) or who has gone (`unauthenticated`, as if never there). */
export function requireMemberStatus(member: MemberStatus & { anonymizedAt: Date | null }, goneCode: string): void {
  if (member.anonymizedAt) refuse("unauthenticated", goneCode);
  refuseSuspended(member);
}
