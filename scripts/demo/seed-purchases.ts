import { randomUUID } from "node:crypto";
import { purchaseCredits } from "../../app/domain/billing/purchase-credits.server";
import { settlePurchase } from "../../app/domain/billing/settle-purchase.server";
import type { Viewer } from "../../app/domain/identity/viewer";

/** Buys credits the way the page does and presses Pay on the checkout page; the portal is not up yet, so it is settled at once. */
export async function buyCredits(viewer: Viewer, amount: string): Promise<void> {
  const { checkoutUrl, sessionId } = await purchaseCredits(viewer, { amount, clientKey: randomUUID() });
  await fetch(`${checkoutUrl}/pay`, { method: "POST", redirect: "manual" });
  await settlePurchase(sessionId);
}
