import { z } from "zod";
import { parseDecimal, type Nano } from "~/core/money";
import { asPlainNumber } from "~/core/text/plain-number";
import { purchaseLimits } from "./credit-purchase";

const PLAIN = /^\d{1,7}(\.\d{1,2})?$/;

/** What one purchase may be, in major units, as programs write it: `20`, `20.00`. A text with anything round the number is refused. */
export const purchaseAmount = z
  .union([z.string(), z.number()], { error: "amountNotMoney" })
  .transform(String)
  .refine((text) => PLAIN.test(text), { error: "amountNotMoney" })
  .transform((text) => parseDecimal(text) as Nano)
  .refine((wanted) => wanted >= purchaseLimits.least && wanted <= purchaseLimits.most, { error: "amountOutOfRange" });

/** The same as people type it: with blanks round it, in Persian or Arabic digits. */
const typedAmount = z
  .string({ error: "amountNotMoney" })
  .transform((typed): string | number => asPlainNumber(typed))
  .pipe(purchaseAmount);

/** What the purchase form sends: an amount in major units (`20` or `20.00`) and the key that makes sending it twice buy once. */
export const purchaseCreditsInput = z
  .object({
    amount: typedAmount,
    purchaseKey: z
      .string({ error: "purchaseKeyMissing" })
      .regex(/^[\x21-\x7e]{8,200}$/, { error: "purchaseKeyMissing" }),
  })
  .transform(({ amount, purchaseKey }) => ({ amount, clientKey: purchaseKey }));

export type PurchaseCreditsInput = z.output<typeof purchaseCreditsInput>;
