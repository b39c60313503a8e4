import type { LoaderFunctionArgs } from "@remix-run/node";
import { followPlacement } from "~/domain/clusters/follow-placement.server";
import { eventStream } from "~/web/event-stream.server";
import { requireViewer } from "~/web/viewer.server";

export async function loader({ request }: LoaderFunctionArgs) {
  const { userId, impersonator } = await requireViewer(request);
  return eventStream(request, (signal) => followPlacement(userId, signal), impersonator?.until);
}
