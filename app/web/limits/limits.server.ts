import ipaddr from "ipaddr.js";
import { refuse } from "~/core/app-error";
import { clock } from "~/core/clock";
import { env } from "~/core/env.server";
import { limiter, type Allowance, type Limiter } from "./limiter.server";

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;

let made: { calls: Limiter; signIns: Limiter; failedKeys: Limiter } | undefined;

const limiters = () =>
  (made ??= {
    calls: limiter("calls", env().CALLS_PER_MINUTE, MINUTE_SECONDS),
    signIns: limiter("sign-ins", env().SIGN_INS_PER_HOUR, HOUR_SECONDS),
    failedKeys: limiter("failed-keys", env().FAILED_KEYS_PER_MINUTE, MINUTE_SECONDS),
  });

/** Counts a call of a member's, however many keys they use; says what is left of this minute. */
export function countCall(userId: string): Promise<Allowance> {
  return limiters().calls.count(userId);
}

/** What is left of this minute to a member's programs; asking counts as no call. */
export function callsLeft(userId: string): Promise<Allowance> {
  return limiters().calls.look(userId);
}

/** Counts an attempt to sign in from an address. Of IPv6 the /64 counts: whoever has one address has them all. */
export function countSignIn(address: string | undefined): Promise<Allowance> {
  return limiters().signIns.count(networkOf(address ?? "unknown"));
}

/**
 * Counts an API key that let nobody in, by the network that sent it. Keys that are good are not counted and not held up: whoever guesses
 * behind the same proxy takes nothing from them.
 */
export function countFailedKey(address: string | undefined): Promise<Allowance> {
  return limiters().failedKeys.count(networkOf(address ?? "unknown"));
}

type Exceeded = "tooManyCalls" | "tooManySignIns" | "tooManyFailedKeys";

/** Refuses `too_many` once the allowance is used up, with the sentence that names the limit. */
export function requireAllowed({ allowed, limit, resetsAt }: Allowance, code: Exceeded): void {
  if (allowed) return;
  const seconds = Math.max(1, Math.ceil((resetsAt.getTime() - clock.now().getTime()) / 1000));
  refuse("too_many", code, { limit }, seconds);
}

/** The headers that every counted answer carries; the reset is in seconds of the epoch. */
export function allowanceHeaders({ limit, remaining, resetsAt }: Allowance): Record<string, string> {
  return {
    "X-RateLimit-Limit": String(limit),
    "X-RateLimit-Remaining": String(remaining),
    "X-RateLimit-Reset": String(Math.ceil(resetsAt.getTime() / 1000)),
  };
}

/** The network that an address stands for: itself for IPv4 (also in its IPv6 form), the first 64 bits for IPv6. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  return ipaddr.fromByteArray([...parsed.toByteArray().slice(0, 8), ...Array<number>(8).fill(0)]).toString();
}
