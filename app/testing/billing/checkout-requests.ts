import { clock, HOUR, later } from "~/core/clock";
import type { CheckoutRequest, StripeClient } from "~/integrations/stripe/client.server";
import type { Checkout } from "~/integrations/stripe/contract";

/** Who buys, in tests of the contract. */
export const person = { accountId: "acct_contract", email: "alice@example.org", name: "Alice Analyst" };

function checkoutFor(customerId: string, purchaseId = "purchase_contract"): CheckoutRequest {
  return {
    purchaseId,
    customerId,
    amountMinor: 2000n,
    currency: "EUR",
    name: "Atrium credits",
    successUrl: "http://localhost:3000/billing/return?session_id={CHECKOUT_SESSION_ID}",
    cancelUrl: "http://localhost:3000/billing",
    expiresAt: later(clock.now(), HOUR),
  };
}

/** A checkout of {@link person}, whose customer is made for it. */
export async function aCheckout(client: StripeClient, purchaseId?: string): Promise<Checkout> {
  const made = await client.createCheckout(checkoutFor(await client.createCustomer(person), purchaseId));
  if (!made) throw new Error("the customer is not known");
  return made;
}
