import { refuse } from "~/core/app-error";
import { stopsAtOf } from "./suspension";

/** Whether a member may come in. */
export type MemberStatus = { suspendedAt: Date | null; suspendedReason: string | null; suspensionStopsAt: Date | null };

/** Refuses `forbidden` to a suspended member and tells them why, and when (ISO 8601) what they run is stopped. For whatever lets a member in: a session, a sign-in, a key, a token. */
export function refuseSuspended({ suspendedAt, suspendedReason, suspensionStopsAt }: MemberStatus): void {
  if (!suspendedAt) return;
  const stopsAt = stopsAtOf({ suspendedAt, suspensionStopsAt }).toISOString();
  refuse("forbidden", "suspended", { reason: suspendedReason ?? "", stopsAt });
}
