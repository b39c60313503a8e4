import { DAY, HOUR, later, MINUTE } from "~/core/clock";

/** A session ends this long after it was last used. */
const IDLE_LIMIT = 12 * HOUR;

/** However busy, a session ends this long after it began. */
export const ABSOLUTE_LIMIT = 7 * DAY;

const NOTE_EVERY = MINUTE;

export type Session = { lastSeenAt: Date; expiresAt: Date; endedAt: Date | null };

export function isSessionAlive(session: Session, now: Date): boolean {
  return session.endedAt === null && now < session.expiresAt && idleFor(session, now) < IDLE_LIMIT;
}

/** When a session that is still alive at `now` was used at the earliest. */
export function idleSince(now: Date): Date {
  return later(now, -IDLE_LIMIT);
}

/** Whether it is time to write down that the session is in use: not on every request. */
export function isNoteDue(session: Session, now: Date): boolean {
  return idleFor(session, now) >= NOTE_EVERY;
}

function idleFor(session: Session, now: Date): number {
  return now.getTime() - session.lastSeenAt.getTime();
}
