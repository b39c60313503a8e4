import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { db } from "~/db/pool.server";
import { allActivities } from "~/domain/activity/all-activities.server";
import { filterIn } from "~/domain/activity/activity-filter";
import { findLastCheck } from "~/domain/activity/chain.queries.server";
import { AdminActivityScreen } from "~/ui/activity/activity-screen";
import type { PageHandle } from "~/ui/shell/page-title";
import { isLineId, keysetOf, pageOf } from "~/web/keyset/keyset.server";
import { requireAdmin } from "~/web/session/viewer.server";

const PAGE = 30;

export const handle = { title: "activity.adminTitle" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  await requireAdmin(request);
  const { searchParams } = new URL(request.url);
  const filter = filterIn(searchParams);
  const keyset = keysetOf(searchParams, isLineId, PAGE);
  const [rows, check, wholeOfAll] = await Promise.all([
    allActivities(db, { ...filter, ...keyset }),
    findLastCheck(db),
    findLastCheck(db, { state: "whole", scope: "all" }),
  ]);
  const { shown: lines, pages } = pageOf(rows, keyset, request);
  return { lines, filter, pages, check, readInFullAt: wholeOfAll?.at };
}

export default function AdminActivity() {
  return <AdminActivityScreen {...useLoaderData<typeof loader>()} />;
}
