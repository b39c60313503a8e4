import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { clock, DAY, later } from "~/core/clock";
import { db } from "~/db/pool.server";
import { collectionHealth } from "~/domain/metering/collection-health.server";
import { AdminCollectionScreen } from "~/ui/admin/collection-screen";
import { collectionRow } from "~/ui/admin/collection-view";
import type { PageHandle } from "~/ui/shell/page-title";
import { requireAdmin } from "~/web/viewer.server";

export const handle = { title: "shell.nav.admin_collection" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  await requireAdmin(request);
  const now = clock.now();
  const health = await collectionHealth(db, now);
  return { from: later(now, -DAY), to: now, clusters: health.map(collectionRow) };
}

export default function AdminCollection() {
  return <AdminCollectionScreen {...useLoaderData<typeof loader>()} />;
}
