import { randomBytes } from "node:crypto";
import { later } from "~/core/clock";
import type { WebhookEndpointId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { openSecret } from "~/domain/secrets/open-secret.server";
import { sealSecret } from "~/domain/secrets/seal-secret.server";
import { placeOf } from "~/domain/secrets/sealed-columns";
import { SECRET_OVERLAP_MS } from "./webhook-endpoint";

/** What an endpoint's deliveries are signed with; the secret before is good until `until` (ISO 8601). */
export type EndpointSecrets = { current: string; previous?: { secret: string; until: string } };

/** A new signing secret as Standard Webhooks writes it: 192 random bits. */
export function newSecret(): string {
  return `whsec_${randomBytes(24).toString("base64")}`;
}

/** A new secret takes the place of the current one, which stays good for a while; an older one ends at once. */
export function rolled({ current }: EndpointSecrets, secret: string, now: Date): EndpointSecrets {
  return { current: secret, previous: { secret: current, until: later(now, SECRET_OVERLAP_MS).toISOString() } };
}

/** Seals an endpoint's secrets for its own row: in another they do not open. `db` is the transaction that writes the row. */
export async function sealSecrets(db: Db, id: WebhookEndpointId, secrets: EndpointSecrets): Promise<string> {
  return sealSecret(db, JSON.stringify(secrets), placeOf(column, id));
}

/** Throws when the record is another's, or no key that the portal has opens it. */
export async function openSecrets(db: Db, id: WebhookEndpointId, sealed: string): Promise<EndpointSecrets> {
  return JSON.parse(await openSecret(db, sealed, placeOf(column, id))) as EndpointSecrets;
}

const column = { table: "webhook_endpoints", secret: "secret" } as const;
