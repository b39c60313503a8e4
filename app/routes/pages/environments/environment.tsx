import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { refuse } from "~/core/app-error";
import { env } from "~/core/env.server";
import { paths } from "~/core/paths";
import { db } from "~/db/pool.server";
import { findWorkloadOf } from "~/domain/workloads/workloads.queries.server";
import { eventsOf } from "~/domain/workloads/events.queries.server";
import { runsOf } from "~/domain/workloads/runs.queries.server";
import { whyNotDeletable } from "~/domain/environments/another-environment";
import { environmentsWithCost, runsWithCost } from "~/domain/metering/usage/environments-with-cost.server";
import { eventLine, runLine } from "~/ui/environments/history-view";
import { EnvironmentScreen } from "~/ui/environments/environment-screen";
import { environmentIdOf } from "~/web/forms/params.server";
import { problemAskedFor } from "~/web/forms/problem-token.server";
import type { PageHandle } from "~/ui/shell/page-title";
import { requireViewer } from "~/web/session/viewer.server";

export const handle = { title: "environments.title" } satisfies PageHandle;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  const id = environmentIdOf(params);
  const found = (await findWorkloadOf(db, viewer.userId, id)) ?? refuse("not_found", "environmentNotFound");
  const [[environment], events, latest] = await Promise.all([
    environmentsWithCost(db, [found]),
    eventsOf(db, id),
    runsOf(db, id),
  ]);
  if (!environment) refuse("not_found", "environmentNotFound");
  const runs = await runsWithCost(db, id, latest);
  return {
    currency: env().CURRENCY,
    environment,
    start: found.state === "creating" ? { requestedAt: found.desiredAt, messages: [] } : undefined,
    events: events.map(eventLine),
    runs: runs.map(runLine),
    liveUrl: paths.environmentProgress(id),
    canDelete: whyNotDeletable(found) === undefined,
    problem: problemAskedFor(new URL(request.url).searchParams),
  };
}

export default function Environment() {
  return <EnvironmentScreen {...useLoaderData<typeof loader>()} />;
}
