import { z } from "zod";
import { instant, SECOND } from "~/core/clock";
import { minorOf, numberOf } from "~/core/money";
import { db } from "~/db/pool.server";
import { creditsOfUsers } from "~/domain/billing/ledger/accounts.queries.server";
import { byMeterField } from "~/domain/billing/prices/meter";
import { serializeCredits, noCredits } from "~/domain/billing/serialize-credits";
import { hopsworksInfoOf } from "~/domain/clusters/connections/hopsworks-info.server";
import { usageBetween } from "~/domain/metering/usage/usage-between.server";
import { endpoint } from "~/web/api/endpoint.server";
import { usageAnswer } from "./usage-answer";

/** Numbers that are counted here do not wait for long for one that Hopsworks counts. */
const TIMEOUT = 3 * SECOND;

const time = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })])
  .transform((text) => instant(text))
  .optional();

export const readUsage = endpoint({
  family: "platform",
  method: "GET",
  path: "/usage",
  name: "readUsage",
  summary: "What I used, what it cost, and what credit is left",
  description:
    "Of this month unless `from` or `to` say another period: from `from` up to, and without, `to`, widened to whole days of UTC. At most 366 days.",
  access: "member",
  scopes: ["usage:read"],
  query: z.object({
    from: time.describe("A date or an instant.").meta({ example: "2026-11-01" }),
    to: time.describe("A date or an instant; not part of the period.").meta({ example: "2026-12-01" }),
  }),
  answer: usageAnswer,
  work: async ({ viewer: { userId }, query: { from, to } }) => {
    const [usage, sums, activeProjects] = await Promise.all([
      usageBetween(db, userId, { ...(from && { from }), ...(to && { to }) }),
      creditsOfUsers(db, [userId]),
      projectsNow(userId),
    ]);
    const credit = sums.get(userId);
    return {
      currentUsage: {
        ...byMeterField((meter) => usage.units[meter]),
        totalCost: numberOf(minorOf(usage.cost, usage.currency), usage.currency),
        activeProjects,
      },
      credits: credit ? serializeCredits(credit) : noCredits,
      billingMode: credit?.mode ?? ("prepaid" as const),
      period: { start: usage.start.toISOString(), end: usage.end.toISOString() },
      currency: usage.currency,
      asOf: usage.asOf?.toISOString(),
    };
  },
});

/** Undefined where nobody can say. */
async function projectsNow(userId: Parameters<typeof hopsworksInfoOf>[0]): Promise<number | undefined> {
  const live = (await hopsworksInfoOf(userId, TIMEOUT))?.live;
  if (!live) return undefined;
  return live.user ? live.projects.length : 0;
}
