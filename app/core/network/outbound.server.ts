import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  ExponentialBackoff,
  circuitBreaker,
  handleWhen,
  retry,
  wrap,
  type IPolicy,
} from "cockatiel";
import { createFetch, type $Fetch, type FetchResponse } from "ofetch";
import { AppError } from "~/core/app-error";
import { SECOND } from "~/core/clock";
import { outboundCalls } from "~/core/metrics.server";
import { assertNoTransaction } from "~/core/transaction-scope.server";
import { AnswerTooLong, causeOf } from "./ssrf-guard.server";

export type OutboundOutcome = "timeout" | "network" | "circuit_open" | "bad_answer";

/** The other system did not answer as it should. What to tell people is decided by who called. */
export class OutboundFailure extends Error {
  override readonly name = "OutboundFailure";

  constructor(
    readonly system: string,
    readonly call: string,
    readonly outcome: OutboundOutcome,
    options?: ErrorOptions,
  ) {
    super(`${system} ${call}: ${outcome}`, options);
  }
}

export type OutboundRequest = {
  /** Name of the call in metrics: a template such as `GET /users/{name}`, never a real path. */
  call: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  query?: Record<string, string | number | readonly (string | number)[] | undefined>;
  body?: Record<string, unknown> | string;
  headers?: Record<string, string>;
  timeoutMs: number;
  /** Whether repeating it is harmless. Only then is it tried again (twice). */
  safeToRepeat: boolean;
};

export type OutboundAnswer = { status: number; headers: Headers; body: unknown };

export type OutboundOptions = {
  system: string;
  /** Full origin and path prefix, without a trailing slash. */
  base: string;
  headers?: Record<string, string>;
  /** What sends: where an address was typed by people, the guarded fetch (`guarded-fetch`). Its refusals pass as they are. */
  fetch?: typeof fetch;
  /** Whether an answer shows that the system itself is broken (counts for the breaker, and is tried again when safe). */
  isBroken: (answer: OutboundAnswer, request: OutboundRequest) => boolean;
  /** Waiting before the second and third try, in milliseconds. */
  retryDelayMs?: number;
  /** Hears after each call, with its retries, whether the system answered; a single broken answer to what was asked once says nothing. */
  onOutcome?: ((isUp: boolean) => void) | undefined;
  /** How long the breaker stays open before one call is let through, in milliseconds. */
  breakerRestsMs?: number;
};

export type Outbound = (request: OutboundRequest) => Promise<OutboundAnswer>;

/**
 * The client of one outside system: a time-out per call, bounded retries for safe calls (exponential with jitter), a breaker that opens
 * after five broken answers in a row and tries again after ten seconds, and a metric. Any HTTP status that is not broken is an answer.
 * Throws {@link OutboundFailure}.
 */
export function outbound(options: OutboundOptions): Outbound {
  const broken = handleWhen((error) => error instanceof OutboundFailure);
  const breaker = circuitBreaker(broken, {
    halfOpenAfter: options.breakerRestsMs ?? 10 * SECOND,
    breaker: new ConsecutiveBreaker(5),
  });
  const backoff = new ExponentialBackoff({ initialDelay: options.retryDelayMs ?? 300, maxDelay: 5 * SECOND });
  const patient = wrap(retry(broken, { maxAttempts: 2, backoff }), breaker);
  const target = { ...options, send: createFetch({ fetch: options.fetch ?? fetch }) };
  return (request) => run(request.safeToRepeat ? patient : breaker, target, request);
}

type Client = OutboundOptions & { send: $Fetch };

async function run(policy: IPolicy, options: Client, request: OutboundRequest): Promise<OutboundAnswer> {
  assertNoTransaction(`${options.system} ${request.call}`);
  try {
    const answer = await policy.execute(() => measured(options, request));
    options.onOutcome?.(true);
    return answer;
  } catch (error) {
    const failure = error instanceof BrokenCircuitError ? circuitOpen(options, request) : error;
    if (failure instanceof OutboundFailure && isTelling(failure, request)) options.onOutcome?.(false);
    throw failure;
  }
}

function circuitOpen({ system }: Client, { call }: OutboundRequest): OutboundFailure {
  outboundCalls.observe({ system, call, outcome: "circuit_open" }, 0);
  return new OutboundFailure(system, call, "circuit_open");
}

/** Whether a failure says that the system is down, and not that one request was too much for it. */
function isTelling({ outcome }: OutboundFailure, { safeToRepeat }: OutboundRequest): boolean {
  return safeToRepeat || outcome === "network" || outcome === "circuit_open";
}

async function measured(options: Client, request: OutboundRequest): Promise<OutboundAnswer> {
  const end = outboundCalls.startTimer({ system: options.system, call: request.call });
  try {
    const answer = answerOf(await send(options, request));
    end({ outcome: String(answer.status) });
    if (options.isBroken(answer, request))
      throw new OutboundFailure(options.system, request.call, "bad_answer", { cause: answer.status });
    return answer;
  } catch (error) {
    if (error instanceof OutboundFailure) throw error;
    const outcome = outcomeOf(error);
    end({ outcome });
    const refused = causeOf(error, AppError);
    if (refused) throw refused;
    // No system of ours says so much: whatever it is, it said it with a good status.
    const cause = outcome === "bad_answer" ? 200 : error;
    throw new OutboundFailure(options.system, request.call, outcome, { cause });
  }
}

function outcomeOf(error: unknown): OutboundOutcome {
  if (causeOf(error, AnswerTooLong)) return "bad_answer";
  return isTimeout(error) ? "timeout" : "network";
}

function send(options: Client, request: OutboundRequest) {
  return options.send.raw(`${options.base}${request.path}`, {
    method: request.method,
    headers: { ...options.headers, ...request.headers },
    ...(request.query && { query: request.query }),
    ...(request.body !== undefined && { body: request.body }),
    signal: AbortSignal.timeout(request.timeoutMs),
    retry: 0,
    redirect: "manual",
    ignoreResponseError: true,
    responseType: "text",
  });
}

function answerOf(response: FetchResponse<string>): OutboundAnswer {
  return { status: response.status, headers: response.headers, body: parsed(response._data ?? "") };
}

/** JSON where it is JSON; the text itself where it is not (proxies answer HTML). */
function parsed(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

function isTimeout(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error && (cause.name === "TimeoutError" || cause.name === "AbortError");
}
