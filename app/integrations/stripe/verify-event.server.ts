import Stripe from "stripe";
import { refuse } from "~/core/app-error";
import { SECOND } from "~/core/clock";
import { readJson } from "~/core/text/text";
import { eventSchema, type StripeEvent } from "./contract";

const TOLERANCE_SECONDS = 300;

/**
 * Reads a webhook that one of `secrets` signed within five minutes of `now`; undefined for anything else. `rawBody` is the text as it
 * came. The SDK refuses what is too old; what claims to come from the future is refused here. Refuses `invalid` what is signed and no event.
 */
export function verifyEvent(
  rawBody: string,
  signature: string | null,
  secrets: readonly string[],
  now: Date,
): StripeEvent | undefined {
  if (!signature || isFromTheFuture(signature, now)) return undefined;
  if (!secrets.some((secret) => isSignedBy(secret, rawBody, signature, now))) return undefined;
  return eventSchema.safeParse(readJson(rawBody)).data ?? refuse("invalid", "webhookUnreadable");
}

function isFromTheFuture(signature: string, now: Date): boolean {
  const signedAt = [...signature.matchAll(/(?:^|,)\s*t=(\d+)/g)].map((match) => Number(match[1]) * SECOND);
  return signedAt.some((at) => at > now.getTime() + TOLERANCE_SECONDS * SECOND);
}

function isSignedBy(secret: string, rawBody: string, signature: string, now: Date): boolean {
  try {
    return (
      Stripe.webhooks.signature?.verifyHeader(
        rawBody,
        signature,
        secret,
        TOLERANCE_SECONDS,
        undefined,
        now.getTime(),
      ) ?? false
    );
  } catch {
    // Not only its own error: for a header of an odd shape (`v1=`) the SDK throws a plain one.
    return false;
  }
}
