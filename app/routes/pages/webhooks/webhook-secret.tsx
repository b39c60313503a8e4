import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { db } from "~/db/pool.server";
import { rollWebhookSecretInput } from "~/domain/webhooks/endpoints/roll-webhook-secret-input";
import { nameOfSecret, rollWebhookSecret } from "~/domain/webhooks/endpoints/roll-webhook-secret.server";
import { requireEndpoint } from "~/domain/webhooks/endpoints/endpoints.queries.server";
import { endpointName } from "~/domain/webhooks/endpoints/webhook-endpoint";
import type { PageHandle } from "~/ui/shell/page-title";
import { RollSecretScreen } from "~/ui/webhooks/confirm-screen";
import { SecretScreen } from "~/ui/webhooks/secret-screen";
import { webhookIdOf } from "~/web/forms/params.server";
import { submitForm } from "~/web/forms/submit-form.server";
import { requireViewer } from "~/web/session/viewer.server";

export const handle = { title: "webhooks.roll" } satisfies PageHandle;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  const endpoint = await requireEndpoint(db, viewer.userId, webhookIdOf(params));
  const { id: endpointId } = endpoint;
  return { endpointId, name: endpointName(endpoint), replaces: await nameOfSecret(viewer, endpointId) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request);
  const { id } = await requireEndpoint(db, viewer.userId, webhookIdOf(params));
  return submitForm(request, rollWebhookSecretInput, async ({ replaces }) => ({
    secret: await rollWebhookSecret(viewer, id, replaces),
  }));
}

export default function WebhookSecret() {
  const { endpointId, ...loaded } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (answer && "secret" in answer) return <SecretScreen endpointId={endpointId} secret={answer.secret} isRolled />;
  return <RollSecretScreen endpointId={endpointId} {...loaded} problem={answer?.problem} />;
}
