import { randomUUID } from "node:crypto";
import { parseDecimal } from "../../../app/core/money";
import { db } from "../../../app/db/pool.server";
import { creditsOfUsers } from "../../../app/domain/billing/ledger/accounts.queries.server";
import { purchaseCreditsInput } from "../../../app/domain/billing/purchases/purchase-credits-input";
import { purchaseCredits } from "../../../app/domain/billing/purchases/purchase-credits.server";
import { returnFromCheckout } from "../../../app/domain/billing/purchases/return-from-checkout.server";
import { settleReversals } from "../../../app/domain/billing/stripe/settle-reversals.server";
import type { Participant } from "./habits";
import { viewerOf, type World } from "./world";

/** Buys credit the way the page does: the form, Pay on the checkout page, and the way back. */
export async function buyCredits(world: World, email: string, amount: string): Promise<void> {
  const viewer = viewerOf(world, email);
  const input = purchaseCreditsInput.parse({ amount, purchaseKey: randomUUID() });
  const { checkoutUrl, sessionId } = await purchaseCredits(viewer, input);
  await fetch(`${checkoutUrl}/pay`, { method: "POST", redirect: "manual" });
  const purchase = await returnFromCheckout(viewer, sessionId);
  if (purchase.state !== "paid") throw new Error(`the purchase of ${amount} for ${email} is ${purchase.state}`);
  world.paid.set(email, [...(world.paid.get(email) ?? []), sessionId]);
}

/** Begins a purchase and does not pay: the checkout page waits, and closes by itself. */
export async function leaveCheckout(world: World, email: string, amount: string): Promise<void> {
  await purchaseCredits(viewerOf(world, email), purchaseCreditsInput.parse({ amount, purchaseKey: randomUUID() }));
}

/** Whoever has a habit of it buys when the credit runs low. */
export async function topUp(world: World, people: readonly Participant[]): Promise<void> {
  const buyers = people.filter(({ email, habit }) => habit.topUp && world.viewers.has(email));
  const credits = await creditsOfUsers(
    db,
    buyers.map(({ email }) => viewerOf(world, email).userId),
  );
  for (const { email, habit } of buyers) {
    const available = credits.get(viewerOf(world, email).userId)?.available ?? 0n;
    if (habit.topUp && available < (parseDecimal(habit.topUp.below) ?? 0n))
      await buyCredits(world, email, habit.topUp.amount);
  }
}

/** Money goes back: `move` makes it happen at the payment provider, and the portal follows. */
export async function reverse(
  world: World,
  email: string,
  move: (sessionId: string, stripe: World["standIns"]["stripe"]["control"]) => void,
): Promise<void> {
  const sessionId = world.paid.get(email)?.at(-1);
  if (!sessionId) throw new Error(`${email} has paid nothing that could go back`);
  move(sessionId, world.standIns.stripe.control);
  await settleReversals(await paymentOf(world, sessionId));
}

async function paymentOf({ standIns }: World, sessionId: string): Promise<string> {
  const answer = await fetch(`${standIns.stripe.url}/v1/checkout/sessions/${sessionId}`, {
    headers: { authorization: "Bearer sk_test_demo" },
  });
  return ((await answer.json()) as { payment_intent: string }).payment_intent;
}
