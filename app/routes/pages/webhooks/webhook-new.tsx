import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { newId } from "~/core/id";
import { paths } from "~/core/paths";
import { addWebhookInput } from "~/domain/webhooks/endpoints/add-webhook-input";
import { addWebhook } from "~/domain/webhooks/endpoints/add-webhook.server";
import type { PageHandle } from "~/ui/shell/page-title";
import { NewWebhookScreen } from "~/ui/webhooks/new-webhook-screen";
import { SecretScreen } from "~/ui/webhooks/secret-screen";
import { submitForm } from "~/web/forms/submit-form.server";
import { requireViewer } from "~/web/session/viewer.server";

export const handle = { title: "webhooks.add" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  const { isAdmin } = await requireViewer(request);
  return { endpointId: newId("hook"), isAdmin };
}

export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireViewer(request);
  return submitForm(request, addWebhookInput, async (input) => {
    const { id: endpointId, secret } = await addWebhook(viewer, input);
    // The page is sent again with the same form when somebody reloads it: the secret has been said.
    return secret ? { endpointId, secret } : redirect(paths.webhook(endpointId));
  });
}

export default function NewWebhook() {
  const loaded = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (answer && "secret" in answer) return <SecretScreen {...answer} />;
  return <NewWebhookScreen {...loaded} {...answer} />;
}
