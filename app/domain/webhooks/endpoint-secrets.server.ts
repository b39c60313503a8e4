import { randomBytes } from "node:crypto";
import { later } from "~/core/clock";
import { seal, sha256, unseal } from "~/core/crypto.server";
import { env } from "~/core/env.server";
import type { WebhookEndpointId } from "~/core/id";
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

/** Seals an endpoint's secrets for its own row: in another they do not open. */
export async function sealSecrets(id: WebhookEndpointId, secrets: EndpointSecrets): Promise<string> {
  return seal(JSON.stringify(secrets), placeOf(id), sealingKey());
}

/** Throws when the record is another's, or SECRET_KEY is not the one it was sealed with. */
export async function openSecrets(id: WebhookEndpointId, sealed: string): Promise<EndpointSecrets> {
  return JSON.parse(unseal(sealed, placeOf(id), sealingKey())) as EndpointSecrets;
}

const placeOf = (id: WebhookEndpointId) => `webhook_endpoints:secret:${id}`;

const sealingKey = () => Buffer.from(sha256(env().SECRET_KEY), "hex");
