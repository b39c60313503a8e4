import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData, type Params } from "@remix-run/react";
import { refuse } from "~/core/app-error";
import { isId, type ClusterId } from "~/core/id";
import { paths } from "~/core/paths";
import { db } from "~/db/pool.server";
import { clustersWithState } from "~/domain/admin/clusters-with-state.server";
import { changeClusterInput } from "~/domain/clusters/change-cluster-input";
import { findClusterOverview } from "~/domain/clusters/clusters.queries.server";
import { changeCluster } from "~/domain/clusters/change-cluster.server";
import { AdminClusterScreen } from "~/ui/admin/clusters/cluster-screen";
import { submitForm } from "~/web/forms/submit-form.server";
import type { PageHandle } from "~/ui/shell/page-title";
import { requireAdmin } from "~/web/session/viewer.server";

export const handle = { title: "admin.clusters" } satisfies PageHandle;

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireAdmin(request);
  const id = clusterIdOf(params);
  const overview = (await findClusterOverview(db, id)) ?? refuse("not_found", "clusterUnknown");
  const [cluster = refuse("not_found", "clusterUnknown")] = await clustersWithState(db, [overview]);
  const admitted = new URL(request.url).searchParams.get("admitted");
  return { cluster, ...(admitted && /^\d{1,7}$/.test(admitted) && { admitted: Number(admitted) }) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireAdmin(request);
  const id = clusterIdOf(params);
  return submitForm(request, changeClusterInput, async (input) =>
    redirect(`${paths.adminCluster(id)}?admitted=${await changeCluster(viewer, id, input)}`),
  );
}

export default function AdminCluster() {
  return <AdminClusterScreen {...useLoaderData<typeof loader>()} {...useActionData<typeof action>()} />;
}

function clusterIdOf({ id }: Params): ClusterId {
  return isId("cluster", id) ? id : refuse("not_found", "clusterUnknown");
}
