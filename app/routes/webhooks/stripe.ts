import type { ActionFunctionArgs } from "@remix-run/node";
import { receiveStripeEvent } from "~/domain/billing/stripe/receive-stripe-event.server";

export function loader(): Response {
  return notAllowed();
}

/** Stripe's signature is over the text as it came: it is not parsed before it is verified. */
export async function action({ request }: ActionFunctionArgs): Promise<Response> {
  if (request.method !== "POST") return notAllowed();
  await receiveStripeEvent(await request.text(), request.headers.get("stripe-signature"));
  return Response.json({ received: true });
}

function notAllowed(): Response {
  return Response.json({ error: "methodNotAllowed" }, { status: 405, headers: { Allow: "POST" } });
}
