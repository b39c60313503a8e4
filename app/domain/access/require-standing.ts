import { refuse } from "~/core/app-error";

export type Standing = { suspendedAt: Date | null; suspendedReason: string | null; anonymisedAt: Date | null };

/** Lets nobody in whose membership is suspended (`forbidden`, and they are told) or who has gone (`unauthenticated`, as if never there). */
export function requireStanding({ suspendedAt, suspendedReason, anonymisedAt }: Standing, goneCode: string): void {
  if (anonymisedAt) refuse("unauthenticated", goneCode);
  if (suspendedAt) refuse("forbidden", "suspended", suspendedReason ? { reason: suspendedReason } : {});
}
