import { SECOND } from "~/core/clock";
import { outboundCalls } from "~/core/metrics.server";
import { AnswerTooLong, causeOf, RefusedAddress, type AddressProblem, type GuardedFetch } from "./ssrf-guard.server";
import { webhookFetch } from "./guarded-fetch.server";

export type OutboundMessage = {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** How long the whole call may take, answer included, in milliseconds; ten seconds unless said otherwise. */
  timeoutMs?: number;
};

/** Key of the sentence that says why there was no answer. */
export type SendingFailure =
  AddressProblem | "receiverUnknown" | "receiverUnreachable" | "receiverUntrusted" | "receiverTooSlow";

/** How it went: what was answered, whatever the status, or why nothing was. */
export type Sent = { latencyMs: number } &
  /** `retryAfter`: the header as it came, where it came. */
  (
    | { status: number; answer: string; retryAfter?: string; failureCode?: undefined }
    | { failureCode: SendingFailure; status?: undefined; answer?: undefined; retryAfter?: undefined }
  );

/** What is kept of an answer, in characters. */
const KEPT = 2000;

/** Posts a message to an address that a member typed, once. Never throws for what lies with the other side; a redirect is its answer. */
export async function postGuarded(message: OutboundMessage, guarded: GuardedFetch = webhookFetch()): Promise<Sent> {
  const { url, headers, body, timeoutMs = 10 * SECOND } = message;
  const began = performance.now();
  const signal = AbortSignal.timeout(timeoutMs);
  const took = () => Math.round(performance.now() - began);
  try {
    const answered = await guarded.fetch(url, { method: "POST", headers, body, signal });
    const answer = await beginningOf(answered);
    const retryAfter = answered.headers.get("Retry-After");
    const latencyMs = measured(String(answered.status), took());
    return { status: answered.status, answer, latencyMs, ...(retryAfter !== null && { retryAfter }) };
  } catch (error) {
    const failureCode = failureOf(error);
    return { failureCode, latencyMs: measured(failureCode, took()) };
  }
}

function measured(outcome: string, latencyMs: number): number {
  outboundCalls.observe({ system: "webhook", call: "POST", outcome }, latencyMs / 1000);
  return latencyMs;
}

/** People read the beginning of an answer; what comes after is left where it is. */
async function beginningOf(answer: Response): Promise<string> {
  const reader = answer.body?.getReader();
  const text = new TextDecoder();
  let beginning = "";
  while (reader && beginning.length < KEPT) {
    const part = await reader.read().catch(doneIfTooLong);
    if (part.done) break;
    beginning += text.decode(part.value, { stream: true });
  }
  await reader?.cancel().catch(() => undefined);
  // PostgreSQL has no letter for it.
  return beginning.slice(0, KEPT).replaceAll("\0", "");
}

function doneIfTooLong(error: unknown): { done: true } {
  if (error instanceof AnswerTooLong) return { done: true };
  throw error;
}

function failureOf(error: unknown): SendingFailure {
  const refused = causeOf(error, RefusedAddress);
  if (refused) return refused.problem;
  if (causeOf(error, DOMException as never)) return "receiverTooSlow";
  const code = codeOf(error);
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "receiverUnknown";
  if (/CERT|SELF_SIGNED|ERR_TLS|ERR_SSL|UNABLE_TO_VERIFY/.test(code)) return "receiverUntrusted";
  return /TIMEOUT/.test(code) ? "receiverTooSlow" : "receiverUnreachable";
}

/** The code of the deepest cause that has one: fetch says only that it failed. */
function codeOf(error: unknown): string {
  let code = "";
  for (let cause = error; cause instanceof Error; cause = cause.cause) if ("code" in cause) code = String(cause.code);
  return code;
}
