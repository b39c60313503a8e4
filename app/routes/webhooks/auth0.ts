import type { ActionFunctionArgs } from "@remix-run/node";
import { openAccount } from "~/domain/billing/ledger/open-account.server";
import { requestPlacement } from "~/domain/clusters/placement/request-placement.server";
import { receiveLogin } from "~/domain/identity/sign-in/receive-login.server";

export function loader(): Response {
  return notAllowed();
}

/** What signing in does here, done as soon as the tenant knows. Each part may run again and is there once: a half-way failure is made up for. */
export async function action({ request }: ActionFunctionArgs): Promise<Response> {
  if (request.method !== "POST") return notAllowed();
  const { userId } = await receiveLogin(await request.text(), request.headers.get("x-atrium-signature"));
  await openAccount(userId);
  await requestPlacement(userId);
  return Response.json({ received: true });
}

function notAllowed(): Response {
  return Response.json({ error: "methodNotAllowed" }, { status: 405, headers: { Allow: "POST" } });
}
