import { clock } from "~/core/clock";
import { sendToTypedAddress, type Sent } from "~/core/send-to-typed-address.server";
import type { TypedDoor } from "~/core/typed-address.server";
import { db } from "~/db/pool.server";
import type { DueDelivery } from "./deliveries.queries.server";
import { openSecrets } from "../endpoints/endpoint-secrets.server";
import { signedHeaders } from "./sign-delivery.server";
import { bodyOf } from "./webhook-payload";

/** Signs a delivery and posts it once. */
export async function sendDelivery(due: DueDelivery, door?: TypedDoor): Promise<Sent> {
  const body = bodyOf(due.payload);
  const secrets = await openSecrets(db, due.endpointId, due.secretSealed);
  const headers = {
    ...signedHeaders(secrets, { id: due.id, at: clock.now(), body }),
    "content-type": "application/json",
    "user-agent": "Atrium-Webhooks/1",
  };
  return sendToTypedAddress({ url: due.url, headers, body }, door);
}
