import type { Browser } from "./portal-process";

/** A key that a member makes on their own page, with these scopes. */
export async function apiKeyOf(member: Browser, scopes: readonly string[]): Promise<string> {
  const page = await (await member.ask("/account/keys/new")).text();
  const keyId = /\bkey_[0-9a-z]{26}\b/.exec(page)?.[0] ?? "";
  const boxes = Object.fromEntries(scopes.map((scope) => [scope, "on"]));
  const form = new URLSearchParams({ keyId, name: "for tests", preset: "custom", days: "90", ...boxes });
  const made = await (await member.post("/account/keys/new", form)).text();
  const key = /\batr_live_\w+/.exec(made)?.[0];
  if (!key) throw new Error(`No key was made with ${scopes.join(", ")}.`);
  return key;
}
