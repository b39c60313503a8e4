import { AppError, refuse } from "~/core/app-error";
import { db } from "~/db/pool.server";
import type { Viewer } from "~/domain/identity/viewer";
import type { Purchase } from "./credit-purchase";
import { findOwnPurchaseBySession, purchaseOf } from "./purchases.queries.server";
import { settlePurchase } from "./settle-purchase.server";

/**
 * The viewer's purchase, settled if Stripe says that it is paid. While Stripe cannot be asked it is shown as it was last known; the
 * webhook settles it. Someone else's session is `not_found`.
 */
export async function returnFromCheckout(viewer: Viewer, sessionId: string): Promise<Purchase> {
  const before =
    (await findOwnPurchaseBySession(db, viewer.userId, sessionId)) ?? refuse("not_found", "purchaseUnknown");
  await settlePurchase(sessionId).catch((error: unknown) => {
    if (!(error instanceof AppError && error.refusal === "unavailable")) throw error;
  });
  return purchaseOf((await findOwnPurchaseBySession(db, viewer.userId, sessionId)) ?? before);
}
