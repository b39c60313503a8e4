import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuse } from "~/core/app-error";
import { env } from "~/core/env.server";
import { db } from "~/db/pool.server";
import { apiKeyOf } from "~/domain/access/api-keys/api-keys-of.server";
import { rotateApiKeyInput } from "~/domain/access/api-keys/rotate-api-key-input";
import { rotateApiKey } from "~/domain/access/api-keys/rotate-api-key.server";
import { IssuedKeyScreen } from "~/ui/keys/issued-key-screen";
import { RotateKeyScreen } from "~/ui/keys/rotate-key-screen";
import type { PageHandle } from "~/ui/shell/page-title";
import { apiKeyIdOf } from "~/web/forms/params.server";
import { submitForm } from "~/web/forms/submit-form.server";
import { requireViewer } from "~/web/session/viewer.server";

export const handle = { title: "keys.rotateTitle" } satisfies PageHandle;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { userId } = await requireViewer(request);
  const key = (await apiKeyOf(db, userId, apiKeyIdOf(params))) ?? refuse("not_found", "keyNotFound");
  return { key, address: env().APP_URL };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request);
  const id = apiKeyIdOf(params);
  if (!(await apiKeyOf(db, viewer.userId, id))) refuse("not_found", "keyNotFound");
  return submitForm(request, rotateApiKeyInput, async ({ overlap }) =>
    data({ issued: await rotateApiKey(viewer, id, overlap) }, { headers: { "Cache-Control": "no-store" } }),
  );
}

export default function AccountKeyRotate() {
  const { key, address } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (answer && "issued" in answer) return <IssuedKeyScreen issued={answer.issued} replaces={key} address={address} />;
  return <RotateKeyScreen key={key.id} old={key} {...answer} />;
}
