import { randomUUID } from "node:crypto";
import { purchaseCreditsInput } from "../../app/domain/billing/purchase-credits-input";
import { purchaseCredits } from "../../app/domain/billing/purchase-credits.server";
import { returnFromCheckout } from "../../app/domain/billing/return-from-checkout.server";
import type { Viewer } from "../../app/domain/identity/viewer";

/** Buys credits the way the page does: the form, Pay on the checkout page, and the way back. */
export async function buyCredits(viewer: Viewer, amount: string): Promise<void> {
  const { checkoutUrl } = await purchaseCredits(
    viewer,
    purchaseCreditsInput.parse({ amount, purchaseKey: randomUUID() }),
  );
  const paid = await fetch(`${checkoutUrl}/pay`, { method: "POST", redirect: "manual" });
  const sessionId = new URL(paid.headers.get("Location") ?? "").searchParams.get("session_id");
  const purchase = await returnFromCheckout(viewer, sessionId ?? "");
  if (purchase.state !== "paid") throw new Error(`the purchase of ${amount} for ${viewer.email} is ${purchase.state}`);
}
