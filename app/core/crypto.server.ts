import { createCipheriv, createDecipheriv, hash, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";

/** 256 random bits as base64url: for session ids, states and nonces. */
export function randomToken(): string {
  return randomBytes(32).toString("base64url");
}

/** SHA-256 in hex. Right for high-entropy secrets only (tokens that we made); never for a password. */
export function sha256(value: string): string {
  return hash("sha256", value, "hex");
}

/** Compares two secrets in constant time, whatever their lengths. */
export function equalSecrets(a: string, b: string): boolean {
  return timingSafeEqual(hash("sha256", a, "buffer"), hash("sha256", b, "buffer"));
}

/** 32 bytes for one purpose, derived from the installation's secret: what is known of one purpose's key tells nothing of another's. */
export function derivedKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "atrium", purpose, 32));
}

/**
 * Seals a secret for the database: AES-256-GCM with a random 96-bit nonce, bound to `place` (table:column:row), so a ciphertext
 * moved to another row does not open. Record: `v1.<nonce>.<ciphertext>.<tag>`, base64url; with the id of its key
 * `v2.<key>.<nonce>.<ciphertext>.<tag>`. `key` is 32 bytes.
 */
export function seal(plain: string, place: string, key: Buffer, keyId?: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(place));
  const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  const parts = [nonce, sealed, cipher.getAuthTag()].map((part) => part.toString("base64url"));
  return (keyId ? ["v2", keyId, ...parts] : ["v1", ...parts]).join(".");
}

/** The key that a record names; one of the first version names none. */
export function keyIdOf(record: string): string | undefined {
  return /^v2\.([^.]+)\./.exec(record)?.[1];
}

/** Opens what {@link seal} made. Throws when the key, the place or the record is another. */
export function unseal(record: string, place: string, key: Buffer): string {
  const [version, ...rest] = record.split(".");
  const [nonce, sealed, tag, ...more] = version === "v2" ? rest.slice(1) : rest;
  if (!/^v[12]$/.test(version ?? "") || !nonce || sealed === undefined || !tag || more.length > 0)
    throw new Error(`not a sealed record: ${place}`);
  // Without a length Node accepts a tag of four bytes, which is soon guessed.
  const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64url"), { authTagLength: 16 })
    .setAAD(Buffer.from(place))
    .setAuthTag(Buffer.from(tag, "base64url"));
  return Buffer.concat([decipher.update(Buffer.from(sealed, "base64url")), decipher.final()]).toString("utf8");
}
