import type { Request } from "express";
import { refuse } from "~/core/app-error";
import { clock } from "~/core/clock";
import { sha256 } from "~/core/crypto.server";
import {
  claimIdempotencyKey,
  releaseIdempotencyKey,
  saveIdempotentAnswer,
  type IdempotentRequest,
} from "~/domain/access/idempotency/idempotent-requests.server";
import { Answer, type Endpoint } from "./endpoint.server";
import type { Admitted } from "./admit.server";

const keyShape = /^[\x21-\x7e]{1,255}$/;

/** What it takes to know one endpoint's requests from another's, and how a kept answer is told. */
type Creating = Pick<Endpoint, "creates" | "method" | "family" | "path" | "statuses">;

/**
 * Does the work, once for each `Idempotency-Key` that an endpoint which makes something is sent: the same key with the same body gets
 * the answer that the first one got. Only what succeeded is kept; what was refused may be tried again. Refuses `conflict` when the key
 * stands for another body, or its first request is under way.
 */
export async function answerIdempotently(
  spec: Creating,
  { viewer }: Admitted,
  request: Request,
  work: () => Promise<Answer<unknown> | Response>,
): Promise<Answer<unknown> | Response> {
  const key = request.get("Idempotency-Key");
  if (!spec.creates || !viewer || key === undefined) return work();
  if (!keyShape.test(key)) refuse("invalid", "idempotencyKeyInvalid");
  const once = { userId: viewer.userId, endpoint: `${spec.method} ${spec.family} ${spec.path}`, key, at: clock.now() };
  const before = await claimIdempotencyKey(once, sha256(JSON.stringify(request.body ?? null)));
  if (before) return new Answer(before.answer, before.status, { "Idempotency-Replayed": "true" });
  return kept(spec, once, work);
}

/** Only work that threw is forgotten: what is done is not done again because its answer could not be kept at once. */
async function kept(
  spec: Creating,
  once: IdempotentRequest,
  work: () => Promise<Answer<unknown> | Response>,
): Promise<Answer<unknown> | Response> {
  const answer = await work().catch(async (error: unknown) => {
    await releaseIdempotencyKey(once);
    throw error;
  });
  if (answer instanceof Answer)
    await saveIdempotentAnswer(once, { status: answer.status ?? spec.statuses?.[0] ?? 200, answer: answer.body });
  else await releaseIdempotencyKey(once);
  return answer;
}
