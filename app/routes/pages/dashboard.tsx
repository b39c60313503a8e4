import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { clock } from "~/core/clock";
import { periodOf } from "~/core/month";
import { paths } from "~/core/paths";
import { db } from "~/db/pool.server";
import { creditOf } from "~/domain/billing/ledger/available-credit.server";
import { assignmentOf } from "~/domain/clusters/placement/assignment-of.server";
import { launchOptions } from "~/domain/environments/launch-options.server";
import { isActive, type WorkloadState } from "~/domain/workloads/workload";
import { workloadsOf } from "~/domain/workloads/workloads.queries.server";
import { impersonationNotices } from "~/domain/identity/impersonation/impersonation-notices.server";
import { environmentsWithCost } from "~/domain/metering/usage/environments-with-cost.server";
import { spentOfUsers } from "~/domain/metering/usage/usage-days.queries.server";
import { endpointsSwitchedOff } from "~/domain/webhooks/endpoints/endpoints.queries.server";
import { attentionOf } from "~/ui/dashboard/attention";
import { DashboardScreen } from "~/ui/dashboard/dashboard-screen";
import type { PageHandle } from "~/ui/shell/page-title";
import { requireViewer } from "~/web/session/viewer.server";

export const handle = { title: "shell.nav.dashboard" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  const period = periodOf(clock.now());
  const [records, credit, spent, place, impersonations, webhooksOff] = await Promise.all([
    workloadsOf(db, viewer.userId),
    creditOf(db, viewer.userId),
    spentOfUsers(db, [viewer.userId], period),
    assignmentOf(db, viewer.userId),
    impersonationNotices(viewer.userId),
    endpointsSwitchedOff(db, viewer.userId),
  ]);
  if (!place) throw redirect(paths.welcome);
  const environments = await environmentsWithCost(db, records);
  const { notebook, whyNoOther } = launchOptions(place, records);
  return {
    currency: credit.currency,
    name: viewer.name.split(" ")[0] ?? viewer.name,
    attention: attentionOf(environments, credit.available, { impersonations, webhooksOff }),
    environments: environments.length > 1 ? activeFirst(environments) : environments.filter(isShownAlone),
    canHaveAnother: notebook !== undefined && whyNoOther === undefined,
    month: { month: period.slice(0, 7), spent: spent.get(viewer.userId) ?? 0n, balance: credit.available },
    lastSize: environments.length > 1 ? undefined : environments[0]?.size,
    hasLaunched: environments.length > 0,
  };
}

type Shown = { state: WorkloadState };

/** The one environment that somebody has is the one that launching means, so that it is shown while there is something to see. */
const isShownAlone = ({ state }: Shown) => state !== "stopped";

const activeFirst = <T extends Shown>(all: readonly T[]): T[] =>
  all.toSorted((a, b) => Number(isActive(b.state)) - Number(isActive(a.state)));

export default function Dashboard() {
  return <DashboardScreen {...useLoaderData<typeof loader>()} />;
}
