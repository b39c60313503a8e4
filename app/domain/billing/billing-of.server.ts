import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { creditOf, type Credit } from "~/domain/billing/ledger/available-credit.server";
import type { Purchase } from "~/domain/billing/purchases/credit-purchase";
import { purchasesOf } from "~/domain/billing/purchases/purchases.queries.server";

/** The member's credit, their purchases (newest first), and the one that waits to be paid. Refuses `not_found` for who has no account. */
export async function billingOf(
  db: Db,
  userId: UserId,
): Promise<{ credit: Credit; purchases: Purchase[]; openPurchase?: Purchase }> {
  const [credit, purchases] = await Promise.all([creditOf(db, userId), purchasesOf(db, userId)]);
  const openPurchase = purchases.find((purchase) => purchase.checkoutUrl);
  return { credit, purchases, ...(openPurchase && { openPurchase }) };
}
