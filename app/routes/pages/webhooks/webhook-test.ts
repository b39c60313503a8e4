import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { paths } from "~/core/paths";
import { testWebhook } from "~/domain/webhooks/deliveries/send-to-webhook.server";
import { webhookIdOf } from "~/web/forms/params.server";
import { redirectWithProblem } from "~/web/forms/redirect-with-problem.server";
import { requireViewer } from "~/web/session/viewer.server";

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request);
  const id = webhookIdOf(params);
  return redirectWithProblem(paths.webhook(id), async () =>
    redirect(`${paths.webhook(id)}?open=${await testWebhook(viewer, id)}`),
  );
}

export function loader({ params }: LoaderFunctionArgs) {
  return redirect(paths.webhook(webhookIdOf(params)));
}
