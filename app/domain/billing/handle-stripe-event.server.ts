import { clock } from "~/core/clock";
import { db } from "~/db/pool.server";
import { eventShape, type StripeEvent } from "~/integrations/stripe/contract";
import { settlePurchase } from "./settle-purchase.server";
import { settleReversals } from "./settle-reversals.server";
import { isAboutCheckout, isAboutReversal } from "./stripe-event-types";
import { findEvent, markHandled } from "./stripe-events.queries.server";

/**
 * Acts on a stored event. An event only says where to look: what is posted follows from what Stripe says now, so events may come in any
 * order, late and again. Kinds that mean nothing to us are kept and marked as handled. Throws, to be tried again, when Stripe is away.
 */
export async function handleStripeEvent(eventId: string): Promise<void> {
  const stored = await findEvent(db, eventId);
  if (!stored || stored.handledAt) return;
  await act(eventShape.parse(stored.payload));
  await markHandled(db, eventId, clock.now());
}

async function act({ type, data: { object } }: StripeEvent): Promise<void> {
  if (isAboutCheckout(type) && object.id) await settlePurchase(object.id);
  if (isAboutReversal(type) && object.payment_intent) await settleReversals(object.payment_intent);
}
