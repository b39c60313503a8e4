import { z } from "zod";
import { parseDecimal, type Nano } from "~/core/money";
import { purchaseLimits } from "./credit-purchase";

/** What one purchase may be, in major units: `20`, `20.00`. */
export const purchaseAmount = z
  .union([z.string(), z.number()], { error: "amountNotMoney" })
  .transform(String)
  .refine((text) => /^\d{1,7}(\.\d{1,2})?$/.test(text.trim()), { error: "amountNotMoney" })
  .transform((text) => parseDecimal(text) as Nano)
  .refine((wanted) => wanted >= purchaseLimits.least && wanted <= purchaseLimits.most, { error: "amountOutOfRange" });

/** What the purchase form sends: an amount in major units (`20` or `20.00`) and the key that makes sending it twice buy once. */
export const purchaseCreditsInput = z
  .object({
    amount: purchaseAmount,
    purchaseKey: z
      .string({ error: "purchaseKeyMissing" })
      .regex(/^[\x21-\x7e]{8,200}$/, { error: "purchaseKeyMissing" }),
  })
  .transform(({ amount, purchaseKey }) => ({ amount, clientKey: purchaseKey }));

export type PurchaseCreditsInput = z.output<typeof purchaseCreditsInput>;
