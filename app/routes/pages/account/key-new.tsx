import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { env } from "~/core/env.server";
import { newId } from "~/core/id";
import { createApiKeyInput } from "~/domain/access/api-keys/create-api-key-input";
import { createApiKey } from "~/domain/access/api-keys/create-api-key.server";
import { IssuedKeyScreen } from "~/ui/keys/issued-key-screen";
import { NewKeyScreen } from "~/ui/keys/new-key-screen";
import type { PageHandle } from "~/ui/shell/page-title";
import { submitForm } from "~/web/forms/submit-form.server";
import { requireViewer } from "~/web/session/viewer.server";

export const handle = { title: "keys.newTitle" } satisfies PageHandle;

/** The key that the form would make has its id already: sent twice, the form makes one. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { isAdmin } = await requireViewer(request);
  return { keyId: newId("key"), isAdmin, address: env().APP_URL };
}

export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireViewer(request);
  return submitForm(request, createApiKeyInput, async (input) =>
    data({ issued: await createApiKey(viewer, input) }, { headers: { "Cache-Control": "no-store" } }),
  );
}

export default function AccountKeyNew() {
  const { address, ...form } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (answer && "issued" in answer) return <IssuedKeyScreen issued={answer.issued} address={address} />;
  return <NewKeyScreen {...form} {...answer} />;
}
