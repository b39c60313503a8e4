import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { env } from "~/core/env.server";
import { db } from "~/db/pool.server";
import { workloadsOf } from "~/domain/workloads/workloads.queries.server";
import { environmentsWithCost } from "~/domain/metering/usage/environments-with-cost.server";
import { EnvironmentsScreen } from "~/ui/environments/environments-screen";
import type { PageHandle } from "~/ui/shell/page-title";
import { requireViewer } from "~/web/session/viewer.server";

export const handle = { title: "environments.title" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  const environments = await environmentsWithCost(db, await workloadsOf(db, viewer.userId));
  return { currency: env().CURRENCY, environments };
}

export default function Environments() {
  return <EnvironmentsScreen {...useLoaderData<typeof loader>()} />;
}
