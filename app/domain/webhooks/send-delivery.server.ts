import { clock } from "~/core/clock";
import { outboundCalls } from "~/core/metrics.server";
import { sendToTypedAddress, type Lookup, type TypedAnswer } from "~/core/typed-address.server";
import type { DueDelivery } from "./deliveries.queries.server";
import { openSecrets } from "./endpoint-secrets.server";
import { signedHeaders } from "./sign-delivery.server";
import { bodyOf } from "./webhook-payload";

/** Signs a delivery and posts it once. */
export async function sendDelivery(due: DueDelivery, lookup?: Lookup): Promise<TypedAnswer> {
  const body = bodyOf(due.payload);
  const secrets = await openSecrets(due.endpointId, due.secretSealed);
  const headers = {
    ...signedHeaders(secrets, { id: due.id, at: clock.now(), body }),
    "content-type": "application/json",
    "user-agent": "Atrium-Webhooks/1",
  };
  const sent = await sendToTypedAddress({ url: due.url, headers, body, ...(lookup && { lookup }) });
  const outcome = "status" in sent ? String(sent.status) : sent.failureCode;
  outboundCalls.observe({ system: "webhooks", call: "POST", outcome }, sent.latencyMs / 1000);
  return sent;
}
