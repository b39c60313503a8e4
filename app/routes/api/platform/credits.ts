import { z } from "zod";
import { randomToken } from "~/core/crypto.server";
import { purchaseAmount } from "~/domain/billing/purchases/purchase-credits-input";
import { purchaseCredits } from "~/domain/billing/purchases/purchase-credits.server";
import { endpoint } from "~/web/api/endpoint.server";

const checkout = z
  .object({
    url: z.url().describe("The page on which it is paid.").meta({ example: "https://checkout.stripe.com/c/pay/cs_…" }),
    sessionId: z.string().meta({ example: "cs_test_a1b2c3" }),
  })
  .meta({ id: "Checkout" });

export const buyCredits = endpoint({
  family: "platform",
  method: "POST",
  path: "/credits/purchase",
  name: "purchaseCredits",
  summary: "Begin to buy credits",
  description:
    "Opens a page at Stripe. Credits are given once it is paid, by Stripe's own word alone. A browser that posts a form is sent there (303).",
  access: "member",
  scopes: ["billing:write"],
  body: z.strictObject({
    amount: purchaseAmount
      .describe("5 to 10,000 in major units of the installation's currency, with at most two decimals.")
      .meta({ example: 100 }),
  }),
  takesForms: true,
  answer: checkout,
  statuses: [200, 303],
  creates: true,
  refuses: ["conflict", "unavailable"],
  work: async ({ viewer, body: { amount }, headers }) => {
    const once = headers.get("Idempotency-Key");
    const clientKey = `api:${once ?? randomToken()}`;
    const { checkoutUrl: url, sessionId } = await purchaseCredits(viewer, { amount, clientKey });
    // Not kept for a repetition: the purchase itself knows its key.
    if (headers.get("Accept")?.includes("text/html"))
      return new Response(null, { status: 303, headers: { Location: url, "Cache-Control": "no-store" } });
    return { url, sessionId };
  },
});
