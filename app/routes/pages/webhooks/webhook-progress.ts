import type { LoaderFunctionArgs } from "@remix-run/node";
import { followWebhook } from "~/domain/webhooks/endpoints/follow-webhook.server";
import { eventStream } from "~/web/event-stream.server";
import { webhookIdOf } from "~/web/forms/params.server";
import { requireViewer } from "~/web/session/viewer.server";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { userId } = await requireViewer(request);
  const changes = await followWebhook(userId, webhookIdOf(params));
  return eventStream(request, changes);
}
