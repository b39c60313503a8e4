import { nanoOf } from "~/core/money";
import type { Purchase } from "~/domain/billing/credit-purchase";
import type { PurchaseItem } from "../shapes";

/** A purchase as pages show it. */
export function purchaseItem(purchase: Purchase): PurchaseItem {
  const { id, state, createdAt, checkoutUrl } = purchase;
  return { id, state, createdAt, amount: nanoOf(purchase.amountMinor, purchase.currency), ...(checkoutUrl && { checkoutUrl }) };
}
