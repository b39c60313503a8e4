/** What a line may hold of a change; what is longer is cut, and says so. */
const LONGEST_TEXT = 500;
const MOST_ENTRIES = 50;
const DEEPEST = 4;
const LARGEST = 8000;

export const MASK = "•••";

/** Names of what nobody may read later. A key's id or its last four characters are no secret. */
const secretName = /secret|token|passw|passphrase|authorization|cookie|credential|(^|[a-z_-])keys?$/i;
const harmlessName = /^(idem(potency)?|client|purchase)_?key$/i;

/** Values that are secrets whatever they are called: ours and Stripe's keys, signing secrets, bearer tokens, JWTs, private keys. */
const secretValue =
  /\b(atrium|atr|sk|rk|pk|whsec|ghp|gho|hf)_[\w-]{12,}|\bbearer\s+\S{8,}|\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*|-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*|\/\/[^/\s:@]+:[^/\s@]+@/gi;

/** Facts as they may be kept for ever: secrets are masked by their names and by their shape, and nothing grows without bound. */
export function masked(facts: Record<string, unknown>): Record<string, unknown> {
  const safe = maskedEntries(facts, 0);
  return JSON.stringify(safe).length <= LARGEST ? safe : { tooLong: Object.keys(safe).slice(0, MOST_ENTRIES) };
}

function maskedEntries(facts: object, depth: number): Record<string, unknown> {
  const entries: [string, unknown][] = Object.entries(facts).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries
      .slice(0, MOST_ENTRIES)
      .map(([name, value]) => [
        withoutNul(name),
        isSecretName(name) && value !== null && typeof value !== "boolean" ? MASK : maskedValue(value, depth + 1),
      ]),
  );
}

function isSecretName(name: string): boolean {
  return secretName.test(name) && !harmlessName.test(name);
}

function maskedValue(value: unknown, depth: number): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value))
    return depth > DEEPEST ? "…" : value.slice(0, MOST_ENTRIES).map((one) => maskedValue(one, depth + 1));
  if (typeof value === "object" && value !== null) return depth > DEEPEST ? "…" : maskedEntries(value, depth);
  return plain(value);
}

function plain(value: unknown): string | number | boolean | null {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "string" || typeof value === "bigint") return maskedText(String(value));
  return null;
}

function maskedText(text: string): string {
  const safe = withoutNul(text).replace(secretValue, MASK);
  return safe.length > LONGEST_TEXT ? `${safe.slice(0, LONGEST_TEXT)}…` : safe;
}

/** The one character that PostgreSQL does not have. */
function withoutNul(text: string): string {
  return text.replaceAll("\0", "");
}
