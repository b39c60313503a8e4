import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { env } from "~/core/env.server";
import { db } from "~/db/pool.server";
import { assignmentOf } from "~/domain/clusters/placement/assignment-of.server";
import { workloadsOf } from "~/domain/workloads/workloads.queries.server";
import { launchOptions } from "~/domain/environments/launch-options.server";
import { environmentsWithCost } from "~/domain/metering/usage/environments-with-cost.server";
import { EnvironmentsScreen } from "~/ui/environments/environments-screen";
import type { PageHandle } from "~/ui/shell/page-title";
import { requireViewer } from "~/web/session/viewer.server";

export const handle = { title: "environments.title" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  const [records, place] = await Promise.all([workloadsOf(db, viewer.userId), assignmentOf(db, viewer.userId)]);
  const { notebook, whyNoOther } = launchOptions(place, records);
  const environments = await environmentsWithCost(db, records);
  return { currency: env().CURRENCY, environments, whyNoOther: notebook && whyNoOther };
}

export default function Environments() {
  return <EnvironmentsScreen {...useLoaderData<typeof loader>()} />;
}
