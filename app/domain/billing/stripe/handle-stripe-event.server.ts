import { clock, DAY, later } from "~/core/clock";
import { db } from "~/db/pool.server";
import { eventSchema, type StripeEvent } from "~/integrations/stripe/contract";
import { settlePurchase } from "~/domain/billing/purchases/settle-purchase.server";
import { settleReversals } from "./settle-reversals.server";
import { isAboutCheckout, isAboutReversal } from "./stripe-event-types";
import { findEvent, markHandled } from "./stripe-events.queries.server";

/** After this long an event about a session that Stripe does not have, or not for our key, is given up, as Stripe gives up its events. */
const GIVEN_UP_AFTER = 30 * DAY;

/**
 * Acts on a stored event. An event only says where to look: what is posted follows from what Stripe says now, so events may come in any
 * order, late and again. Kinds that mean nothing to us are kept and marked as handled. Throws, to be tried again, when Stripe is away,
 * and when it tells of a page of ours that it does not have: the key is of its other mode, and what was paid must not be forgotten for it.
 */
export async function handleStripeEvent(eventId: string): Promise<void> {
  const stored = await findEvent(db, eventId);
  if (!stored || stored.handledAt) return;
  const mustExist = clock.now() < later(stored.receivedAt, GIVEN_UP_AFTER);
  await act(eventSchema.parse(stored.payload), mustExist);
  await markHandled(db, eventId, clock.now());
}

async function act({ type, data: { object } }: StripeEvent, mustExist: boolean): Promise<void> {
  if (isAboutCheckout(type) && object.id) await settlePurchase(object.id, { mustExist });
  if (isAboutReversal(type) && object.payment_intent) await settleReversals(object.payment_intent);
}
