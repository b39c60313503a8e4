import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { isId, type WebhookDeliveryId } from "~/core/id";
import { paths } from "~/core/paths";
import { db } from "~/db/pool.server";
import { changeWebhookInput } from "~/domain/webhooks/endpoints/change-webhook-input";
import { changeWebhook } from "~/domain/webhooks/endpoints/change-webhook.server";
import { attemptsOf, deliveriesOf } from "~/domain/webhooks/deliveries/deliveries.queries.server";
import { requireEndpoint } from "~/domain/webhooks/endpoints/endpoints.queries.server";
import { serializePayload } from "~/domain/webhooks/deliveries/webhook-payload";
import type { PageHandle } from "~/ui/shell/page-title";
import { WebhookScreen } from "~/ui/webhooks/webhook-screen";
import { keysetOf, pageOf } from "~/web/keyset/keyset.server";
import { webhookIdOf } from "~/web/forms/params.server";
import { problemAskedFor } from "~/web/forms/problem-token.server";
import { submitForm } from "~/web/forms/submit-form.server";
import { requireViewer } from "~/web/session/viewer.server";

export const handle = { title: "webhooks.title" } satisfies PageHandle;

const PAGE = 15;
const isDeliveryId = (value: unknown): value is WebhookDeliveryId => isId("delivery", value);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { userId, isAdmin } = await requireViewer(request);
  const endpoint = await requireEndpoint(db, userId, webhookIdOf(params));
  const { searchParams } = new URL(request.url);
  const keyset = keysetOf(searchParams, isDeliveryId, PAGE);
  const { shown, pages } = pageOf(await deliveriesOf(db, endpoint.id, keyset), keyset, request);
  const attempts = await attemptsOf(
    db,
    shown.map(({ id }) => id),
  );
  return {
    endpoint,
    isAdmin,
    deliveries: shown.map(({ payload, ...delivery }) => ({
      ...delivery,
      body: serializePayload(payload, 2),
      attempts: attempts.get(delivery.id) ?? [],
    })),
    pages,
    opened: searchParams.get("open") ?? undefined,
    liveUrl: shown.some(({ state }) => state === "waiting") ? paths.webhookProgress(endpoint.id) : undefined,
    isSaved: searchParams.has("saved"),
    refusal: problemAskedFor(searchParams),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request);
  const { id } = await requireEndpoint(db, viewer.userId, webhookIdOf(params));
  return submitForm(request, changeWebhookInput, async (input) => {
    await changeWebhook(viewer, id, input);
    return redirect(`${paths.webhook(id)}?saved`);
  });
}

export default function Webhook() {
  return <WebhookScreen {...useLoaderData<typeof loader>()} {...useActionData<typeof action>()} />;
}
