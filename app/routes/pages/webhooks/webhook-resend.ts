import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { paths } from "~/core/paths";
import { resendDelivery } from "~/domain/webhooks/deliveries/send-to-webhook.server";
import { deliveryIdOf, webhookIdOf } from "~/web/forms/params.server";
import { redirectWithProblem } from "~/web/forms/redirect-with-problem.server";
import { requireViewer } from "~/web/session/viewer.server";

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request);
  const [id, delivery] = [webhookIdOf(params), deliveryIdOf(params)];
  return redirectWithProblem(paths.webhook(id), async () => {
    await resendDelivery(viewer, id, delivery);
    return redirect(`${paths.webhook(id)}?open=${delivery}`);
  });
}

export function loader({ params }: LoaderFunctionArgs) {
  return redirect(paths.webhook(webhookIdOf(params)));
}
