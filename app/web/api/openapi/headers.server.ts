import { z } from "zod";
import type { Fault } from "~/web/refusal.server";
import type { Endpoint } from "~/web/api/endpoint.server";

/** The headers of an endpoint's successes with this status. */
export function successHeaders(spec: Endpoint, status: number) {
  const isCounted = spec.signsIn ?? (!spec.uncounted && (spec.access === "member" || spec.access === "admin"));
  return z.object({
    ...requestId,
    ...(isCounted && allowance),
    ...(spec.creates && { "Idempotency-Replayed": replayed.optional() }),
    ...(status >= 300 && { Location: z.string().describe("Where to go on.") }),
  });
}

/** The headers of a refusal. What is refused before it is counted says nothing of the limit. */
export function refusalHeaders(kind: Fault["refusal"]) {
  return z.object({
    ...requestId,
    ...(kind === "too_many" ? allowance : kind !== "unauthenticated" && perhaps(allowance)),
    ...(kind === "too_many" && { "Retry-After": retryAfter }),
    ...((kind === "unavailable" || kind === "conflict") && { "Retry-After": retryAfter.optional() }),
  });
}

/** What an endpoint that makes something may be sent, so that trying again makes nothing twice. */
export const idempotencyKey = z.object({
  "Idempotency-Key": z
    .string()
    .regex(/^[!-~]{1,255}$/)
    .optional()
    .describe("Sent again with the same body, the same key gets the first answer and makes nothing anew.")
    .meta({ example: "8f14e45f-ceea-4e8d-9a4c-0c1b6a2f3d5e", param: { id: "IdempotencyKey" } }),
});

const requestId = {
  "X-Request-Id": z
    .string()
    .describe("Names this request in the portal's log.")
    .meta({ example: "req_01h455vb4pex5vsknk084sn02q", header: { id: "RequestId" } }),
};

const allowance = {
  "X-RateLimit-Limit": z
    .int()
    .describe("Requests that the member may make in a minute.")
    .meta({ example: 60, header: { id: "RateLimitLimit" } }),
  "X-RateLimit-Remaining": z
    .int()
    .describe("How many are left of them.")
    .meta({ example: 59, header: { id: "RateLimitRemaining" } }),
  "X-RateLimit-Reset": z
    .int()
    .describe("When they are all there again, in seconds since 1970.")
    .meta({ example: 1_769_851_860, header: { id: "RateLimitReset" } }),
};

const retryAfter = z.int().min(1).describe("Seconds to wait.").meta({ example: 30 });
const replayed = z.literal("true").describe("Sent with an answer that was given before.");

function perhaps(headers: typeof allowance) {
  return z.object(headers).partial().shape;
}
