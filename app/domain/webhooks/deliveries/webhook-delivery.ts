import { HOUR, instant, MINUTE, SECOND } from "~/core/clock";
import type { WebhookDeliveryId } from "~/core/id";

export type DeliveryState = "waiting" | "delivered" | "failed";

export type WebhookAttempt = {
  at: Date;
  /** Absent when there was no answer; then `failureCode` says why. */
  status: number | null;
  latencyMs: number;
  answer: string | null;
  failureCode: string | null;
};

export type WebhookDelivery = {
  id: WebhookDeliveryId;
  event: string;
  payload: Record<string, unknown>;
  state: DeliveryState;
  createdAt: Date;
};

/** How long is waited after the first, second, … failed attempt: nine attempts within about a day. */
const waits = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR];

/** The longest that an endpoint may ask us to wait. */
const MOST_RETRY_AFTER = HOUR;

export type SentOutcome = { status: number; retryAfter?: string } | { failureCode: string };

/** Taken is what was answered with any 2xx: a redirect is not followed, and is a failure. */
export function isTaken(outcome: SentOutcome): boolean {
  return "status" in outcome && outcome.status >= 200 && outcome.status < 300;
}

/** 410 Gone asks to be told nothing more. */
export function isGone(outcome: SentOutcome): boolean {
  return "status" in outcome && outcome.status === 410;
}

/**
 * How long to wait after so many failed attempts; undefined when it was the last. A tenth more or less, so that what failed together does
 * not come back together; longer when the endpoint asks for it.
 */
export function waitAfter(
  attempts: number,
  { now, retryAfter, chance }: { now: Date; retryAfter?: string; chance: number },
): number | undefined {
  const wait = waits[attempts - 1];
  if (wait === undefined) return undefined;
  const asked = retryAfter === undefined ? 0 : Math.min(askedWait(retryAfter, now), MOST_RETRY_AFTER);
  return Math.max(Math.round(wait * (0.9 + chance * 0.2)), asked);
}

/** Retry-After is a number of seconds or a date; anything else asks for nothing. */
function askedWait(retryAfter: string, now: Date): number {
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter) * SECOND;
  try {
    return Math.max(instant(retryAfter).getTime() - now.getTime(), 0);
  } catch {
    return 0;
  }
}

const SHOWN_ANSWER = 1000;

/** The beginning of an answer as text that is safe to keep and to show. */
export function shownAnswer(answer: string): string {
  return answer
    .slice(0, SHOWN_ANSWER)
    .toWellFormed()
    .replace(/[^\P{Cc}\n\t]/gu, "\uFFFD");
}
