import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleWhen } from "cockatiel";
import Stripe from "stripe";
import type { z } from "zod";
import { refuse } from "~/core/app-error";
import { SECOND } from "~/core/clock";
import { log } from "~/core/log.server";
import { outboundCalls } from "~/core/metrics.server";
import { OutboundFailure } from "~/core/network/outbound.server";
import { assertNoTransaction } from "~/core/transaction-scope.server";

const RETRY_AFTER_SECONDS = 10;

export type Asking = <T>(call: string, ask: () => Promise<T>) => Promise<T>;

/**
 * The client of Stripe: every call is measured and behind one breaker (the SDK itself has the time-outs and retries). Refuses `unavailable`
 * when Stripe cannot be asked; what Stripe says about a wrong request is a bug of ours and is thrown as it is.
 */
export function stripeCaller(): Asking {
  const breaker = circuitBreaker(handleWhen(isOutage), {
    halfOpenAfter: RETRY_AFTER_SECONDS * SECOND,
    breaker: new ConsecutiveBreaker(5),
  });
  return async (call, ask) => {
    assertNoTransaction(`stripe ${call}`);
    const end = outboundCalls.startTimer({ system: "stripe", call });
    try {
      const answer = await breaker.execute(ask);
      end({ outcome: "200" });
      return answer;
    } catch (error) {
      end({ outcome: outcomeOf(error) });
      if (!isOutage(error) && !(error instanceof BrokenCircuitError)) throw error;
      log.warn({ err: error, call }, "Stripe cannot be asked");
      refuse("unavailable", "paymentsDown", {}, RETRY_AFTER_SECONDS);
    }
  };
}

/**
 * Reads an answer by its shape. A 404 whose body is not Stripe's (a proxy's, for one) passes the SDK as success, so what an object says it
 * is, and how its id begins, is looked at before anything is believed.
 */
export function assertStripe<S extends z.ZodType>(shape: S, answer: unknown, call: string): z.output<S> {
  const read = shape.safeParse(answer);
  if (!read.success) throw new OutboundFailure("stripe", call, "bad_answer", { cause: read.error });
  return read.data;
}

/** A refused key counts: nobody who wants to pay can help it. */
function isOutage(error: unknown): boolean {
  return (
    error instanceof OutboundFailure ||
    error instanceof Stripe.errors.StripeConnectionError ||
    error instanceof Stripe.errors.StripeAPIError ||
    error instanceof Stripe.errors.StripeRateLimitError ||
    error instanceof Stripe.errors.StripeAuthenticationError ||
    error instanceof Stripe.errors.StripePermissionError
  );
}

function outcomeOf(error: unknown): string {
  if (error instanceof BrokenCircuitError) return "circuit_open";
  if (error instanceof OutboundFailure) return error.outcome;
  return error instanceof Stripe.errors.StripeError ? String(error.statusCode ?? "network") : "network";
}
