import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { refuse } from "~/core/app-error";
import { paths } from "~/core/paths";
import { db } from "~/db/pool.server";
import { apiKeyOf } from "~/domain/access/api-keys/api-keys-of.server";
import { revokeApiKey } from "~/domain/access/api-keys/revoke-api-key.server";
import { RevokeKeyScreen } from "~/ui/keys/revoke-key-screen";
import type { PageHandle } from "~/ui/shell/page-title";
import { apiKeyIdOf } from "~/web/forms/params.server";
import { requireViewer } from "~/web/session/viewer.server";

export const handle = { title: "keys.revokeTitle" } satisfies PageHandle;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { userId } = await requireViewer(request);
  return (await apiKeyOf(db, userId, apiKeyIdOf(params))) ?? refuse("not_found", "keyNotFound");
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request);
  const id = apiKeyIdOf(params);
  await revokeApiKey(viewer, id);
  return redirect(`${paths.accountKeys}?revoked=${id}`);
}

export default function AccountKeyRevoke() {
  return <RevokeKeyScreen apiKey={useLoaderData<typeof loader>()} />;
}
