import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import type { ApiKeyId } from "~/core/id";

const PREFIX = "atr_live_";
const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SECRET_BYTES = 24;
/** Enough digits of base 62 for 192 bits, and for 32. */
const SECRET_DIGITS = 33;
const CHECKSUM_DIGITS = 6;
const shape = /^atr_live_([0-7][0-9a-hjkmnp-tv-z]{25})_[0-9A-Za-z]{39}$/;

/**
 * A new key as its owner gets it: `atr_live_<id>_<192 random bits><checksum>`. The checksum lets a scanner of sources tell a key from
 * what only looks like one, as GitHub's do, and keeps typing errors from the database.
 */
export function newApiKeyText(id: ApiKeyId): string {
  const secret = BigInt(`0x${randomBytes(SECRET_BYTES).toString("hex")}`);
  const body = `${PREFIX}${publicPartOf(id)}_${base62(secret, SECRET_DIGITS)}`;
  return body + checksumOf(body);
}

/** Whether a text says of itself that it is a key of ours. */
export function looksLikeApiKey(text: string): boolean {
  return text.startsWith(PREFIX);
}

/** The id in a key, or undefined when the text is no key: told by its shape and its checksum, before anybody is asked. */
export function idInApiKey(text: string): ApiKeyId | undefined {
  const id = shape.exec(text)?.[1];
  const isWhole = checksumOf(text.slice(0, -CHECKSUM_DIGITS)) === text.slice(-CHECKSUM_DIGITS);
  return id && isWhole ? `key_${id}` : undefined;
}

/** What may be shown of a key: its beginning and the end of its public part, by which it is found wherever it is kept. */
export function shownOfApiKey(id: ApiKeyId): string {
  return `${PREFIX}…${publicPartOf(id).slice(-8)}_…`;
}

const publicPartOf = (id: ApiKeyId) => id.slice("key_".length);

function checksumOf(text: string): string {
  return base62(BigInt(crc32(text)), CHECKSUM_DIGITS);
}

function base62(value: bigint, length: number): string {
  let written = "";
  for (let rest = value; written.length < length; rest /= 62n) written = (digits[Number(rest % 62n)] ?? "") + written;
  return written;
}
