import { refuse } from "~/core/app-error";
import { refuseSuspended, type Standing } from "~/domain/identity/standing";

/** Lets nobody in whose membership is suspended (`forbidden`, and they are told) or who has gone (`unauthenticated`, as if never there). */
export function requireStanding(member: Standing & { anonymisedAt: Date | null }, goneCode: string): void {
  if (member.anonymisedAt) refuse("unauthenticated", goneCode);
  refuseSuspended(member);
}
