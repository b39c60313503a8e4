import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { clock, DAY, later } from "~/core/clock";
import { isId } from "~/core/id";
import { db } from "~/db/pool.server";
import { clusterFacts, clustersPage } from "~/domain/clusters/clusters.queries.server";
import { owedWindow } from "~/domain/metering/collection/coverage";
import { latestGaps } from "~/domain/metering/collection/coverage.queries.server";
import { collectionHealth } from "~/domain/metering/collection/collection-health.server";
import { latestCollection } from "~/domain/metering/collection/follow-collection.server";
import { windowStartOf } from "~/domain/metering/windows/usage-window";
import { collectionSummaries } from "~/domain/metering/collection/collection-summaries.server";
import { AdminCollectionScreen } from "~/ui/admin/collection/collection-screen";
import { collectedCluster, collectionRunView, lookedAt } from "~/ui/admin/collection/collection-view";
import type { PageHandle } from "~/ui/shell/page-title";
import { nameKeysetOf, namePageOf } from "~/web/keyset/name-keyset.server";
import { problemAskedFor } from "~/web/forms/problem-token.server";
import { requireAdmin } from "~/web/session/viewer.server";

const PAGE = 20;
const GAPS_SHOWN = 10;
const GAPS_SINCE = 30 * DAY;

export const handle = { title: "shell.nav.admin_collection" } satisfies PageHandle;

/** A page of clusters, and one of them closely: the one that is asked for, else the first that is not well. */
export async function loader({ request }: LoaderFunctionArgs) {
  await requireAdmin(request);
  const { searchParams } = new URL(request.url);
  const now = clock.now();
  const asked = searchParams.get("cluster");
  const keyset = nameKeysetOf(searchParams, PAGE);
  const { shown, pages } = namePageOf(await clustersPage(db, keyset), keyset, request);
  const ids = shown.map(({ id }) => id);
  const clusters = (await collectionSummaries(db, now, ids)).map(collectedCluster);
  const [chosen] = isId("cluster", asked) ? (await collectionSummaries(db, now, [asked])).map(collectedCluster) : [];
  const closely = chosen ?? clusters.find((one) => one.failed + one.missing > 0) ?? clusters[0];
  const [health] = closely ? await collectionHealth(db, now, [closely.id]) : [];
  const month = { from: windowStartOf(later(now, -GAPS_SINCE)), last: owedWindow(now) };
  const gaps = closely && (await latestGaps(db, closely.id, month, GAPS_SHOWN));
  return {
    from: later(now, -DAY),
    to: now,
    clusters,
    pages,
    ...(closely && health && gaps && { lookedAt: lookedAt(closely, health, gaps) }),
    ...(await runAskedFor()),
    problem: problemAskedFor(searchParams),
  };
}

/** The measurement that was asked for last, with the names of the clusters that it did not see. */
async function runAskedFor() {
  const run = await latestCollection();
  if (!run) return {};
  const unseen = run.clusters.filter(({ ok }) => !ok).map(({ clusterId }) => clusterId);
  const names = new Map((await clusterFacts(db, unseen)).map(({ id, name }) => [id, name]));
  return { run: collectionRunView(run, names) };
}

export default function AdminCollection() {
  return <AdminCollectionScreen {...useLoaderData<typeof loader>()} />;
}
