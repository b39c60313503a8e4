import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { findAccount } from "~/domain/billing/ledger/accounts.queries.server";
import { stripEventsOf } from "~/domain/billing/stripe/stripe-events.queries.server";

/**
 * The books stay as they are: ledger, usage, purchases, and the number under which Stripe knows the buyer, by which refunds and disputes
 * are found. What goes is who they were in Stripe's old messages.
 */
export async function anonymizeBuyer(db: Db, userId: UserId, email: string): Promise<void> {
  const account = await findAccount(db, userId);
  await stripEventsOf(db, { email, customerId: account?.stripeCustomerId ?? null });
}
