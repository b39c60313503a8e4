import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { db } from "~/db/pool.server";
import { clustersWithState } from "~/domain/admin/clusters-with-state.server";
import { AdminClustersScreen } from "~/ui/admin/clusters-screen";
import type { PageHandle } from "~/ui/shell/page-title";
import { requireAdmin } from "~/web/viewer.server";

export const handle = { title: "admin.clusters" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  await requireAdmin(request);
  return { clusters: await clustersWithState(db) };
}

export default function AdminClusters() {
  return <AdminClustersScreen {...useLoaderData<typeof loader>()} />;
}
