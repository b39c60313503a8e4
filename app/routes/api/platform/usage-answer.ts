import { z } from "zod";
import { byMeterField } from "~/domain/billing/prices/meter";

const quantities = byMeterField((_, { description, example }) => z.number().describe(description).meta({ example }));

const currentUsage = z.object({
  ...quantities,
  storageGB: z
    .number()
    .optional()
    .describe("Storage held, in GB. Absent for as long as nobody measures it: 0 would be a claim.")
    .meta({ example: 50.2 }),
  totalCost: z
    .number()
    .describe("What that cost, in major units, rounded to the currency's smallest coin once.")
    .meta({ example: 25.5 }),
  apiCalls: z.int().optional().describe("Calls of this API. Absent for as long as nobody counts them."),
  activeProjects: z
    .int()
    .optional()
    .describe(
      "Usable projects that the member has at Hopsworks, as of at most a minute ago. Absent when Hopsworks cannot be asked.",
    ),
});

const money = (what: string, example: number) => z.number().describe(what).meta({ example });

const credits = z.object({
  balance: money("What can be spent: `total_purchased` − `total_used`, always, to the coin.", 100),
  total_purchased: money("All credit that came in: bought and given, less what was refunded or is held.", 150),
  total_used: money("All that was ever used, rounded to the coin.", 50),
});

export const usageAnswer = z
  .object({
    currentUsage,
    credits,
    billingMode: z
      .enum(["prepaid", "postpaid"])
      .describe("Whether usage is paid from credit, or by a monthly invoice."),
    period: z
      .object({ start: z.iso.datetime(), end: z.iso.datetime() })
      .describe("From `start` up to, and without, `end`."),
    currency: z.string().meta({ example: "EUR" }),
    asOf: z.iso
      .datetime()
      .optional()
      .describe("Up to when the member's cluster was measured completely. Absent before the first time."),
  })
  .meta({ id: "Usage" });
