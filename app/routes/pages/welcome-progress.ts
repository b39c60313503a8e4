import type { LoaderFunctionArgs } from "@remix-run/node";
import { followPlacement } from "~/domain/clusters/placement/follow-placement.server";
import { eventStream } from "~/web/event-stream.server";
import { requireViewer } from "~/web/session/viewer.server";

export async function loader({ request }: LoaderFunctionArgs) {
  const { userId, impersonator } = await requireViewer(request);
  return eventStream(request, (signal) => followPlacement(userId, signal), impersonator?.until);
}
