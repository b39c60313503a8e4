import type { LoaderFunctionArgs } from "@remix-run/node";
import { db } from "~/db/pool.server";
import { allActivities } from "~/domain/activity/all-activities.server";
import { activityDownload } from "~/web/activity-download.server";
import { requireAdmin } from "~/web/session/viewer.server";

export async function loader(asked: LoaderFunctionArgs) {
  await requireAdmin(asked.request);
  return activityDownload(asked, (filter, page) => allActivities(db, { ...filter, ...page }));
}
