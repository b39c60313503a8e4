import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { clock, DAY, later } from "~/core/clock";
import { db } from "~/db/pool.server";
import { latestCollection } from "~/domain/metering/follow-collection.server";
import { collectionHealth } from "~/domain/metering/collection-health.server";
import { AdminCollectionScreen } from "~/ui/admin/collection-screen";
import { collectionRow, collectionRunView } from "~/ui/admin/collection-view";
import type { PageHandle } from "~/ui/shell/page-title";
import { problemAskedFor } from "~/web/problem-token.server";
import { requireAdmin } from "~/web/viewer.server";

export const handle = { title: "shell.nav.admin_collection" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  await requireAdmin(request);
  const now = clock.now();
  const [health, run] = await Promise.all([collectionHealth(db, now), latestCollection()]);
  return {
    from: later(now, -DAY),
    to: now,
    clusters: health.map(collectionRow),
    ...(run && { run: collectionRunView(run, health) }),
    problem: problemAskedFor(new URL(request.url).searchParams),
  };
}

export default function AdminCollection() {
  return <AdminCollectionScreen {...useLoaderData<typeof loader>()} />;
}
