import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { db } from "~/db/pool.server";
import { clustersWithState } from "~/domain/admin/clusters-with-state.server";
import { clustersPage, countClusters } from "~/domain/clusters/clusters.queries.server";
import { AdminClustersScreen } from "~/ui/admin/clusters/clusters-screen";
import type { PageHandle } from "~/ui/shell/page-title";
import { nameKeysetOf, namePageOf } from "~/web/keyset/name-keyset.server";
import { requireAdmin } from "~/web/session/viewer.server";

const PAGE = 20;

export const handle = { title: "admin.clusters" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  await requireAdmin(request);
  const keyset = nameKeysetOf(new URL(request.url).searchParams, PAGE);
  const [rows, total] = await Promise.all([clustersPage(db, keyset), countClusters(db)]);
  const { shown, pages } = namePageOf(rows, keyset, request);
  return { clusters: await clustersWithState(db, shown), total, pages };
}

export default function AdminClusters() {
  return <AdminClustersScreen {...useLoaderData<typeof loader>()} />;
}
