import { clock } from "~/core/clock";
import { postGuarded, type Sent } from "~/core/network/post-guarded.server";
import type { GuardedFetch } from "~/core/network/ssrf-guard.server";
import { db } from "~/db/pool.server";
import type { DueDelivery } from "./deliveries.queries.server";
import { openSecrets } from "~/domain/webhooks/endpoints/endpoint-secrets.server";
import { signedHeaders } from "./sign-delivery.server";
import { serializePayload } from "./webhook-payload";

/** Signs a delivery and posts it once. */
export async function sendDelivery(due: DueDelivery, guarded?: GuardedFetch): Promise<Sent> {
  const body = serializePayload(due.payload);
  const secrets = await openSecrets(db, due.endpointId, due.secretSealed);
  const headers = {
    ...signedHeaders(secrets, { id: due.id, at: clock.now(), body }),
    "content-type": "application/json",
    "user-agent": "Atrium-Webhooks/1",
  };
  return postGuarded({ url: due.url, headers, body }, guarded);
}
