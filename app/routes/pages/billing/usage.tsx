import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { clock } from "~/core/clock";
import { env } from "~/core/env.server";
import { parseMonth, periodOf } from "~/core/month";
import { paths } from "~/core/paths";
import { db } from "~/db/pool.server";
import { assignmentOf } from "~/domain/clusters/placement/assignment-of.server";
import { monthsOf } from "~/domain/metering/usage/usage-days.queries.server";
import { usageOf } from "~/domain/metering/usage/usage-of.server";
import { UsageScreen } from "~/ui/usage/usage-screen";
import { usageView } from "~/ui/usage/usage-view";
import type { PageHandle } from "~/ui/shell/page-title";
import { requireViewer } from "~/web/session/viewer.server";

export const handle = { title: "usage.title" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  const { userId, impersonator } = await requireViewer(request);
  const now = clock.now();
  const thisMonth = periodOf(now);
  const { searchParams } = new URL(request.url);
  const period = parseMonth(searchParams.get("month")) ?? thisMonth;
  const [statement, used, assignment] = await Promise.all([
    usageOf(db, userId, period),
    monthsOf(db, userId),
    assignmentOf(db, userId),
  ]);
  const month = period.slice(0, 7);
  return {
    ...usageView(statement, assignment?.clusterName ?? "", { now, openDay: searchParams.get("day") }),
    currency: env().CURRENCY,
    month,
    months: [...new Set([thisMonth.slice(0, 7), month, ...used])].sort().reverse(),
    ...(!impersonator && { csvHref: `${paths.usageCsv}?month=${month}` }),
  };
}

export default function Usage() {
  return <UsageScreen {...useLoaderData<typeof loader>()} />;
}
