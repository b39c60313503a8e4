import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
import { derivedKey } from "~/core/crypto.server";
import { env } from "~/core/env.server";
import { lastingKey } from "~/domain/secrets/lasting-key.server";

/** What is stored of an API key. Without SECRET_KEY a copy of the database cannot even be used to check a guess. */
export async function apiKeyHash(text: string): Promise<string> {
  return createHmac("sha256", await pepper())
    .update(text)
    .digest("hex");
}

let kept: Promise<KeyObject> | undefined;

function pepper(): Promise<KeyObject> {
  kept ??= lastingKey("api-keys", derivedKey(env().SECRET_KEY, "api keys")).then(createSecretKey);
  kept.catch(() => (kept = undefined));
  return kept;
}
