import { DAY, later } from "~/core/clock";

/** How long a member may still change their mind. */
const GRACE = 14 * DAY;

/** When somebody leaves who asks for it now. */
export function deletionAt(now: Date): Date {
  return later(now, GRACE);
}

/** What the portal calls a member of whom nothing is left: unique, and no address that mail could ever reach. */
export function anonymousAddress(userId: string): string {
  return `deleted-${userId}@anonymized.invalid`;
}

/** Whether that is what the address says. */
export function isAnonymousAddress(email: string): boolean {
  return email.endsWith("@anonymized.invalid");
}
