import type { Browser } from "./portal-process";

/** A key that a member makes on their own page, with these scopes. */
export async function apiKeyOf(member: Browser, scopes: readonly string[]): Promise<string> {
  const page = await (await member.ask("/account/keys/new")).text();
  const keyId = /\bkey_[0-9a-z]{26}\b/.exec(page)?.[0] ?? "";
  const boxes = Object.fromEntries(scopes.map((scope) => [scope, "on"]));
  const form = { keyId, name: "for tests", preset: "custom", days: "90", ...boxes };
  const made = await (await member.post("/account/keys/new", new URLSearchParams(form))).text();
  const key = /\batr_live_\w+/.exec(made)?.[0];
  if (!key) throw new Error(`No key was made with ${scopes.join(", ")}.`);
  return key;
}

/** The id of a webhook that a member adds on their own page. */
export async function webhookOf(member: Browser): Promise<string> {
  return (await addWebhook(member)).endpointId;
}

/** The signing secret of a webhook that a member adds on their own page, as it is shown this once. */
export async function signingSecretOf(member: Browser): Promise<string> {
  const secret = /\bwhsec_[\w+/=]+/.exec((await addWebhook(member)).page)?.[0];
  if (!secret) throw new Error("No signing secret was shown.");
  return secret;
}

async function addWebhook(member: Browser): Promise<{ endpointId: string; page: string }> {
  const page = await (await member.ask("/account/webhooks/new")).text();
  const endpointId = /\bhook_[0-9a-z]{26}\b/.exec(page)?.[0] ?? "";
  const form = { endpointId, url: "http://127.0.0.1:9/", "event:environment.start": "on" };
  const added = await member.post("/account/webhooks/new", new URLSearchParams(form));
  if (added.status !== 200) throw new Error(`No webhook was added: ${added.status}.`);
  return { endpointId, page: await added.text() };
}
