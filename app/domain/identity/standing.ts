import { refuse } from "~/core/app-error";

/** Whether a member may come in. */
export type Standing = { suspendedAt: Date | null; suspendedReason: string | null };

/** Refuses `forbidden` to a suspended member and tells them why. For whatever lets a member in: a session, a sign-in, a key, a token. */
export function refuseSuspended({ suspendedAt, suspendedReason }: Standing): void {
  if (suspendedAt) refuse("forbidden", "suspended", { reason: suspendedReason ?? "" });
}
