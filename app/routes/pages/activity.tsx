import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { db } from "~/db/pool.server";
import { activitiesOf } from "~/domain/activity/activities-of.server";
import { filterIn } from "~/domain/activity/activity-filter";
import { ActivityScreen } from "~/ui/activity/activity-screen";
import type { PageHandle } from "~/ui/shell/page-title";
import { isLineId, keysetOf, pageOf } from "~/web/keyset/keyset.server";
import { requireViewer } from "~/web/session/viewer.server";

const PAGE = 25;

export const handle = { title: "activity.title" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  const { userId, impersonator } = await requireViewer(request);
  const { searchParams } = new URL(request.url);
  const { actor: _, subject: __, ...filter } = filterIn(searchParams);
  const keyset = keysetOf(searchParams, isLineId, PAGE);
  const { shown: lines, pages } = pageOf(await activitiesOf(db, userId, { ...filter, ...keyset }), keyset, request);
  return { lines, filter, pages, isInPerson: !impersonator };
}

export default function Activity() {
  return <ActivityScreen {...useLoaderData<typeof loader>()} />;
}
