import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { paths } from "~/core/paths";
import { pauseWebhook } from "~/domain/webhooks/endpoints/switch-webhook.server";
import { webhookIdOf } from "~/web/forms/params.server";
import { requireViewer } from "~/web/session/viewer.server";

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request);
  const id = webhookIdOf(params);
  await pauseWebhook(viewer, id);
  return redirect(paths.webhook(id));
}

export function loader({ params }: LoaderFunctionArgs) {
  return redirect(paths.webhook(webhookIdOf(params)));
}
