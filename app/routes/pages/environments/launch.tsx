import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { clock } from "~/core/clock";
import { monthAfter } from "~/core/month";
import { paths } from "~/core/paths";
import { db } from "~/db/pool.server";
import { creditOf } from "~/domain/billing/ledger/available-credit.server";
import { assignmentOf } from "~/domain/clusters/placement/assignment-of.server";
import { hubDownFor } from "~/domain/clusters/connections/hub-health.queries.server";
import { workloadsOf } from "~/domain/workloads/workloads.queries.server";
import { launchOptions } from "~/domain/environments/launch-options.server";
import { pricedSizes } from "~/domain/environments/priced-sizes.server";
import { startEnvironmentInput } from "~/domain/environments/start-environment-input";
import { startEnvironment } from "~/domain/environments/start-environment.server";
import { LaunchScreen } from "~/ui/environments/launch-screen";
import { submitForm } from "~/web/forms/submit-form.server";
import type { PageHandle } from "~/ui/shell/page-title";
import { requireViewer } from "~/web/session/viewer.server";

export const handle = { title: "environments.launchTitle" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  const query = new URL(request.url).searchParams;
  const [sizes, { available, currency }, place, environments, hubDown] = await Promise.all([
    pricedSizes(db),
    creditOf(db, viewer.userId),
    assignmentOf(db, viewer.userId),
    workloadsOf(db, viewer.userId),
    hubDownFor(db, viewer.userId),
  ]);
  const { lastSizeId, ...options } = launchOptions(place, environments, query.get("id"));
  const selected = sizes.find((size) => size.id === (query.get("size") ?? lastSizeId)) ?? sizes[0];
  return {
    ...options,
    currency,
    typedName: query.get("name") ?? "",
    sizes,
    selectedSizeId: selected?.id,
    balance: available,
    monthEnd: monthAfter(clock.now()),
    hubDown,
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireViewer(request);
  return submitForm(request, startEnvironmentInput, async (input) =>
    redirect(paths.environment((await startEnvironment(viewer, input)).id)),
  );
}

export default function Launch() {
  const refusal = useActionData<typeof action>();
  const { typedName, ...options } = useLoaderData<typeof loader>();
  return <LaunchScreen {...options} typedName={refusal?.values["name"] ?? typedName} problem={refusal?.problem} />;
}
