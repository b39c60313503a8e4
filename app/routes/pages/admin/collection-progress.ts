import type { LoaderFunctionArgs } from "@remix-run/node";
import { refuse } from "~/core/app-error";
import { findCollection, followCollection } from "~/domain/metering/collection/follow-collection.server";
import { eventStream } from "~/web/event-stream.server";
import { requireAdmin } from "~/web/session/viewer.server";

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireAdmin(request);
  const runId = params["run"] ?? "";
  if (!(await findCollection(runId))) refuse("not_found", "collectionNotFound");
  return eventStream(request, (signal) => followCollection(runId, signal));
}
