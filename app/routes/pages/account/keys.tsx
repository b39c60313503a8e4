import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { env } from "~/core/env.server";
import { db } from "~/db/pool.server";
import { apiKeysOf } from "~/domain/access/api-keys/api-keys-of.server";
import { mintPortalToken } from "~/domain/access/portal-token/mint-portal-token.server";
import { KeysScreen } from "~/ui/keys/keys-screen";
import type { PageHandle } from "~/ui/shell/page-title";
import { callsLeft } from "~/web/limits/limits.server";
import { sessionTokenOf } from "~/web/session/session.server";
import { requireViewer } from "~/web/session/viewer.server";

export const handle = { title: "keys.title" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  const { userId } = await requireViewer(request);
  const revoked = new URL(request.url).searchParams.get("revoked");
  const [keys, { limit, remaining }] = await Promise.all([apiKeysOf(db, userId), callsLeft(userId)]);
  return {
    keys,
    calls: { limit, remaining },
    address: env().APP_URL,
    revoked: keys.find(({ id, state }) => id === revoked && state === "revoked")?.name,
  };
}

/** The page's one action: a token for this session, in the answer and nowhere else. */
export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireViewer(request);
  const minted = await mintPortalToken(viewer, sessionTokenOf(request) ?? "");
  return data({ minted }, { headers: { "Cache-Control": "no-store" } });
}

export default function AccountKeys() {
  return <KeysScreen {...useLoaderData<typeof loader>()} {...useActionData<typeof action>()} />;
}
