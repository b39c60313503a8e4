import { z } from "zod";
import { parseDecimal, type Nano } from "~/core/money";
import { line } from "~/core/text/text-input";
import { asPlainNumber } from "~/core/text/plain-number";
import { purchaseLimits } from "~/domain/billing/purchases/credit-purchase";

/** What resolves a quarantined purchase: the credit to give, in major units (`19.99`, or `0` for none), and why, for the member to read. */
export const resolvePurchaseInput = z.object({
  amount: z
    .string({ error: "amountNotMoney" })
    .transform(asPlainNumber)
    .refine((text) => /^\d{1,7}(\.\d{1,2})?$/.test(text), { error: "amountNotMoney" })
    .transform((text) => parseDecimal(text) as Nano)
    .refine((amount) => amount <= purchaseLimits.most, { error: "adjustmentTooMuch" }),
  reason: line({ most: 300, code: "reasonMissing", tooLong: "reasonTooLong" }),
});

export type ResolvePurchaseInput = z.output<typeof resolvePurchaseInput>;
