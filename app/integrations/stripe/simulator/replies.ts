import type { Memory, Reply } from "./memory";
import { StripeRefusal } from "./refusal";

/**
 * Answers with Stripe's idempotency: the first answer to a key is the answer to it, and the same key with another request is refused. What
 * was refused before anything was done is not remembered, so that the caller may put it right.
 */
export function replyTo(
  memory: Memory,
  key: string | undefined,
  asked: string,
  answer: () => unknown,
): Omit<Reply, "asked"> & { isReplay: boolean } {
  const before = key === undefined ? undefined : memory.replies.get(key);
  if (before?.asked === asked) return { status: before.status, body: before.body, isReplay: true };
  const reply = attempt(before ? () => refuseReuse(String(key)) : answer);
  if (key !== undefined && !before && reply.status < 400) memory.replies.set(key, { asked, ...reply });
  memory.keep();
  return { ...reply, isReplay: false };
}

function attempt(answer: () => unknown): { status: number; body: unknown } {
  try {
    return { status: 200, body: structuredClone(answer()) };
  } catch (error) {
    if (!(error instanceof StripeRefusal)) throw error;
    return { status: error.status, body: error.body };
  }
}

function refuseReuse(key: string): never {
  const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`;
  throw new StripeRefusal(400, message, { type: "idempotency_error" });
}
