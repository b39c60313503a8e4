import { randomBytes } from "node:crypto";
import { clock } from "~/core/clock";
import { derivedKey, seal, unseal } from "~/core/crypto.server";
import { env } from "~/core/env.server";
import { newId } from "~/core/id";
import type { DataKey } from "./data-keys.queries.server";

/** Keys that this process has opened. A key never changes under its id, so what is known stays true. */
const known = new Map<string, Buffer>();

/** The key itself. Throws when neither SECRET_KEY nor the one before it opens it. */
export function unwrapDataKey({ id, sealedKey }: Pick<DataKey, "id" | "sealedKey">): Buffer {
  const key = known.get(id) ?? opened(id, sealedKey);
  known.set(id, key);
  return key;
}

/** A new key of 32 bytes, sealed by SECRET_KEY. */
export function newDataKey(key: Buffer = randomBytes(32)): DataKey {
  const id = newId("dkey");
  return { id, purpose: "seal", sealedKey: wrapped(id, key), createdAt: clock.now(), retiredAt: null };
}

/** The same key sealed by SECRET_KEY of today; undefined when it is already, "unreadable" when nothing opens it. */
export function rewrapped({ id, sealedKey }: DataKey): string | undefined {
  const opens = secretKeys().find((secret) => isOpenedBy(secret, id, sealedKey));
  if (opens === undefined) return "unreadable";
  return opens === env().SECRET_KEY ? undefined : wrapped(id, opened(id, sealedKey));
}

/** SECRET_KEY and, while it is being replaced, the one before it. */
export function secretKeys(): string[] {
  const { SECRET_KEY, SECRET_KEY_PREVIOUS } = env();
  return SECRET_KEY_PREVIOUS ? [SECRET_KEY, SECRET_KEY_PREVIOUS] : [SECRET_KEY];
}

/** What the first of `keys` that fits opens. Throws what the last one threw. */
export function openWithAny(record: string, place: string, keys: readonly Buffer[]): string {
  const [first, ...others] = keys;
  if (!first) throw new Error(`no key for ${place}`);
  if (others.length === 0) return unseal(record, place, first);
  try {
    return unseal(record, place, first);
  } catch {
    return openWithAny(record, place, others);
  }
}

function isOpenedBy(secret: string, id: string, sealedKey: string): boolean {
  try {
    unseal(sealedKey, placeOf(id), wrappingKey(secret));
    return true;
  } catch {
    return false;
  }
}

function opened(id: string, sealedKey: string): Buffer {
  return Buffer.from(openWithAny(sealedKey, placeOf(id), secretKeys().map(wrappingKey)), "base64url");
}

const wrapped = (id: string, key: Buffer) =>
  seal(key.toString("base64url"), placeOf(id), wrappingKey(env().SECRET_KEY));

const wrappingKey = (secret: string) => derivedKey(secret, "data-keys");

const placeOf = (id: string) => `data_keys:sealed_key:${id}`;
