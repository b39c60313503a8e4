import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/core/paths";
import { db } from "~/db/pool.server";
import { deleteWebhook } from "~/domain/webhooks/endpoints/switch-webhook.server";
import { requireEndpoint } from "~/domain/webhooks/endpoints/endpoints.queries.server";
import { endpointName } from "~/domain/webhooks/endpoints/webhook-endpoint";
import type { PageHandle } from "~/ui/shell/page-title";
import { DeleteWebhookScreen } from "~/ui/webhooks/confirm-screen";
import { webhookIdOf } from "~/web/forms/params.server";
import { requireViewer } from "~/web/session/viewer.server";

export const handle = { title: "webhooks.delete" } satisfies PageHandle;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { userId } = await requireViewer(request);
  const endpoint = await requireEndpoint(db, userId, webhookIdOf(params));
  return { endpointId: endpoint.id, name: endpointName(endpoint) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request);
  await deleteWebhook(viewer, webhookIdOf(params));
  return redirect(paths.accountWebhooks);
}

export default function DeleteWebhook() {
  return <DeleteWebhookScreen {...useLoaderData<typeof loader>()} />;
}
