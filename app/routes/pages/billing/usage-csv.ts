import type { LoaderFunctionArgs } from "@remix-run/node";
import { clock } from "~/core/clock";
import { env } from "~/core/env.server";
import { parseMonth, periodOf } from "~/core/month";
import { db } from "~/db/pool.server";
import { usageOf } from "~/domain/metering/usage/usage-of.server";
import { usageCsv } from "~/domain/metering/usage/usage-csv.server";
import { requireInPerson } from "~/web/session/viewer.server";

export async function loader({ request }: LoaderFunctionArgs) {
  const { userId } = await requireInPerson(request);
  const period = parseMonth(new URL(request.url).searchParams.get("month")) ?? periodOf(clock.now());
  const statement = await usageOf(db, userId, period);
  return new Response(usageCsv(statement, env().CURRENCY), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="atrium-usage-${period.slice(0, 7)}.csv"`,
      "Cache-Control": "no-store",
    },
  });
}
