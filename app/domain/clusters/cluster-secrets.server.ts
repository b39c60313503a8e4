import { seal, sha256, unseal } from "~/core/crypto.server";
import { env } from "~/core/env.server";
import type { ClusterId } from "~/core/id";

/** The two secrets of a cluster; the name is part of what they are sealed for. */
export type ClusterSecret = "hopsworks_key" | "hub_token";

/** Seals a secret for its own place in the database: in another row or column it does not open. */
export function sealClusterSecret(plain: string, secret: ClusterSecret, id: ClusterId): string {
  return seal(plain, placeOf(secret, id), sealingKey());
}

/** Throws when the record is another's, or SECRET_KEY is not the one it was sealed with. */
export function openClusterSecret(sealed: string, secret: ClusterSecret, id: ClusterId): string {
  return unseal(sealed, placeOf(secret, id), sealingKey());
}

const placeOf = (secret: ClusterSecret, id: ClusterId) => `clusters:${secret}:${id}`;

const sealingKey = () => Buffer.from(sha256(env().SECRET_KEY), "hex");
