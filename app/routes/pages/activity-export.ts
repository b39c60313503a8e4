import type { LoaderFunctionArgs } from "@remix-run/node";
import { db } from "~/db/pool.server";
import { activitiesOf } from "~/domain/activity/activities-of.server";
import { activityDownload } from "~/web/activity-download.server";
import { requireInPerson } from "~/web/session/viewer.server";

export async function loader(asked: LoaderFunctionArgs) {
  const { userId } = await requireInPerson(asked.request);
  return activityDownload(asked, (filter, page) => activitiesOf(db, userId, { ...filter, ...page }));
}
