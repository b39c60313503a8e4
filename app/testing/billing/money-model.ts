import { firstPriceBook } from "~/domain/billing/prices/first-price-book";
import type { Meter } from "~/domain/billing/prices/meter";
import { money } from "./billing-fixtures";

/** What the forms ask for. */
export const amounts = ["5", "20", "12.34"] as const;
/** What each form costs with tax, in whole minor units: none, an even share, an odd one. */
export const withTax = [500, 2380, 1481] as const;

/** What happened to one member outside the portal. */
export type Happened = {
  paid: Set<number>;
  used: Map<Meter, bigint>;
  /** By form: refunds that still stand, oldest first, and the dispute as it stands. */
  refunds: Map<number, { id: string; amount: number }[]>;
  disputes: Map<number, string>;
};

/** What the credit must be, worked out from what happened alone: rounded by hand, in no common code with what is tested. */
export function expectedCredit({ paid, used, refunds, disputes }: Happened): bigint {
  const credit = money("5");
  const bought = [...paid].reduce((sum, form) => sum + money(amounts[form] ?? ""), 0n);
  let spent = 0n;
  for (const [meter, quantity] of used) {
    const { nano, quantity: per } = firstPriceBook.prices[meter];
    const [whole, rest] = [(quantity * nano) / per, (quantity * nano) % per];
    spent += rest * 2n > per || (rest * 2n === per && whole % 2n === 1n) ? whole + 1n : whole;
  }
  return credit + bought - spent - [...paid].reduce((sum, form) => sum + goneBack(form, refunds, disputes), 0n);
}

/** Refunds that stand and a dispute that is neither won nor a warning take their share of the payment, in all no more than its credit. */
function goneBack(form: number, refunds: Happened["refunds"], disputes: Happened["disputes"]): bigint {
  const [given, collected] = [money(amounts[form] ?? ""), BigInt(withTax[form] ?? 0)];
  const isDisputed = ["needs_response", "lost"].includes(disputes.get(form) ?? "");
  const refunded = (refunds.get(form) ?? []).reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  if (isDisputed || refunded >= collected) return given;
  const [whole, rest] = [(given * refunded) / collected, (given * refunded) % collected];
  return rest * 2n > collected || (rest * 2n === collected && whole % 2n === 1n) ? whole + 1n : whole;
}

/** Whether a bank holds something that refunds had not taken back before. */
export function hasOpenDispute({ refunds, disputes }: Happened): boolean {
  return [...disputes].some(([form, status]) => {
    const refunded = (refunds.get(form) ?? []).reduce((sum, { amount }) => sum + amount, 0);
    return status === "needs_response" && refunded < (withTax[form] ?? 0);
  });
}
