import { createHmac } from "node:crypto";
import { SECOND } from "~/core/clock";
import { equalSecrets } from "~/core/crypto.server";

const TOLERANCE = 300 * SECOND;

/**
 * Whether an Action of the tenant signed this text, as it came, within five minutes of `now`. The header is `t=<seconds>,v1=<hex>`: HMAC-SHA-256
 * with the shared secret over `<seconds>.<text>`. Auth0 itself signs nothing; the Action in docs/operations.md does.
 */
export function isSignedLogin(rawBody: string, signature: string | null, secret: string, now: Date): boolean {
  const [, seconds, given] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(signature ?? "") ?? [];
  if (!seconds || !given || Math.abs(Number(seconds) * SECOND - now.getTime()) > TOLERANCE) return false;
  return equalSecrets(given, createHmac("sha256", secret).update(`${seconds}.${rawBody}`).digest("hex"));
}
