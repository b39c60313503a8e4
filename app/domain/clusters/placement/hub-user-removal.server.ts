import { derivedKey, seal } from "~/core/crypto.server";
import { env } from "~/core/env.server";
import type { ClusterId } from "~/core/id";
import { openWithAny, secretKeys } from "~/domain/secrets/unwrap-data-key.server";

/**
 * A hub knows a member by their address, so whoever is to remove them there has to remember it after the portal itself has forgotten.
 * It is remembered in the job alone, sealed by SECRET_KEY; every try seals it anew, so that a replaced key is soon not needed.
 */
export function sealName(clusterId: ClusterId, hubUsername: string): string {
  return seal(hubUsername, placeOf(clusterId), sealingKey(env().SECRET_KEY));
}

/** Opens what {@link sealName} made. Throws when neither SECRET_KEY nor the one before it does. */
export function openName(clusterId: ClusterId, sealedName: string): string {
  return openWithAny(sealedName, placeOf(clusterId), secretKeys().map(sealingKey));
}

/** The key of the job that removes this user: says nothing of who it is. */
export function removalKey(clusterId: ClusterId, hubUsername: string, secret = env().SECRET_KEY): string {
  return `farewell:${clusterId}:${derivedKey(secret, `farewell ${hubUsername}`).toString("base64url")}`;
}

/** Every key that such a job may have, also from before SECRET_KEY was replaced. */
export function removalKeys(clusterId: ClusterId, hubUsername: string): string[] {
  return secretKeys().map((secret) => removalKey(clusterId, hubUsername, secret));
}

/** The word that waiting jobs were sealed with: it stays. */
const sealingKey = (secret: string) => derivedKey(secret, "farewells");

const placeOf = (clusterId: ClusterId) => `farewell:${clusterId}`;
