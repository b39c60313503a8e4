import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { cast } from "../app/testing/cast";
import { expect, test } from "playwright/test";
import { apiKeyOf, signingSecretOf } from "./api-key";
import { anEmptyDatabase, Browser, startPortal, startSurroundings } from "./portal-process";

test.describe.configure({ timeout: 180_000 });

const canary = (what: string) => `canary-${what}-${randomBytes(12).toString("hex")}`;

/** Secrets that the portal is given in every way that there is, and that must come out nowhere. */
const secrets = {
  secretKey: canary("secret-key-0123456789"),
  clientSecret: canary("client"),
  stripeKey: `sk_test_${canary("stripe")}`,
  webhookSecret: `whsec_${canary("webhook")}`,
  clusterKey: `prefix.${canary("cluster")}`,
  hubToken: canary("hub"),
  setUpCode: canary("set-up"),
  code: canary("code"),
  state: canary("state"),
  signature: canary("signature"),
  apiKey: `atr_live_${canary("key")}`,
  bearer: canary("bearer"),
  cookie: canary("cookie").padEnd(43, "x").slice(0, 43),
  purchaseKey: canary("purchase").slice(0, 36),
};

const spellings = (secret: string) => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString("base64").replace(/=+$/, ""),
  Buffer.from(secret).toString("base64url"),
  Buffer.from(secret).toString("hex"),
];

function foundIn(text: string, all: Record<string, string>): string[] {
  return Object.entries(all)
    .filter(([, secret]) => spellings(secret).some((one) => text.includes(one)))
    .map(([name]) => name);
}

/** Every row of every table, as text. */
async function dump(url: string): Promise<string> {
  const sql = postgres(url, { max: 1 });
  const tables = await sql<{ schema: string; name: string }[]>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`;
  const rows: string[] = [];
  for (const { schema, name } of tables)
    for (const { row } of await sql<
      { row: string }[]
    >`select to_jsonb(t)::text as row from ${sql(schema)}.${sql(name)} t`)
      rows.push(`${name} ${row}`);
  await sql.end();
  return rows.join("\n");
}

/** Everything that an answer says. */
async function whole(answer: Response): Promise<string> {
  return `${JSON.stringify([...answer.headers])} ${await answer.text()}`;
}

test("secrets that go in come out nowhere: not in logs, answers, metrics, the activity log or the database", async () => {
  const surroundings = await startSurroundings({
    portalSecret: secrets.clientSecret,
    stripeWebhook: secrets.webhookSecret,
  });
  const databaseUrl = await anEmptyDatabase(surroundings);
  const settings = {
    ...surroundings.settings,
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: "debug",
    SECRET_KEY: secrets.secretKey,
    AUTH0_CLIENT_SECRET: secrets.clientSecret,
    ADMIN_EMAILS: "",
    STRIPE_SECRET_KEY: secrets.stripeKey,
    STRIPE_WEBHOOK_SECRETS: secrets.webhookSecret,
  };
  const portal = await startPortal(settings);
  try {
    const ada = await new Browser(portal.url).signInAs(cast.ada);
    const stranger = new Browser(portal.url);
    const cluster = {
      name: "north",
      hopsworksUrl: surroundings.hopsworks.url,
      hopsworksKey: secrets.clusterKey,
      hopsworksIdpClientId: "atrium",
      hubApiUrl: surroundings.hub.apiUrl,
      hubPublicUrl: surroundings.hub.publicUrl,
      hubToken: secrets.hubToken,
      maxMembers: "10",
    };
    const otherHub = { hubApiUrl: "http://127.0.0.1:9/hub/api", hubPublicUrl: "http://127.0.0.1:9" };
    const form = (fields: Record<string, string>) => new URLSearchParams(fields);
    const setUpCode = /open this address and enter ([\w-]+)/.exec(portal.said())?.[1] ?? "";
    expect((await ada.post("/set-up", form({ code: secrets.setUpCode }))).status).toBe(403);
    await ada.post("/set-up", form({ code: setUpCode }));
    const issued = { key: await apiKeyOf(ada, ["profile:read", "admin"]), signing: await signingSecretOf(ada) };
    const ask = {
      unsigned: { method: "POST", body: "{}", headers: { "stripe-signature": `t=1,v1=${secrets.signature}` } },
      codeInBody: { method: "POST", body: form({ code: secrets.code }) },
      cron: { method: "POST", headers: { "x-cron-secret": secrets.bearer } },
    };
    const session = ada.cookies.get("atrium") ?? "";
    expect(session).toHaveLength(43);
    const calls: [status: number, call: () => Promise<Response>][] = [
      // Hopsworks refuses the key: nothing is stored until an admin wants it anyway.
      [400, () => ada.post("/admin/clusters/new", form(cluster))],
      [400, () => ada.post("/admin/clusters/new", form({ ...cluster, name: "" }))],
      [400, () => ada.post("/admin/clusters/new", form({ ...cluster, hubToken: `${secrets.hubToken} ` }))],
      [302, () => ada.post("/admin/clusters/new", form({ ...cluster, ...otherHub, name: "south", anyway: "on" }))],
      [302, () => ada.post("/admin/clusters/new", form({ ...cluster, anyway: "on" }))],
      [200, () => ada.ask("/admin/clusters")],
      [200, () => ada.ask("/api/admin/clusters", { headers: { "x-api-key": issued.key } })],
      [302, () => stranger.ask(`/auth/callback?code=${secrets.code}&state=${secrets.state}`)],
      [403, () => stranger.ask("/auth/callback", ask.codeInBody)],
      [302, () => stranger.ask("/dashboard", { headers: { cookie: `atrium=${secrets.cookie}` } })],
      [400, () => stranger.ask("/api/webhooks/stripe", ask.unsigned)],
      [401, () => stranger.ask("/api/user", { headers: { "x-api-key": secrets.apiKey } })],
      [401, () => stranger.ask("/api/user", { headers: { authorization: `Bearer ${secrets.bearer}` } })],
      [401, () => stranger.ask("/api/cron/charge-users", ask.cron)],
      [400, () => stranger.ask(`/api/user?api_key=${issued.key}`)],
      [303, () => ada.post("/billing/purchase", form({ amount: "20", purchaseKey: secrets.purchaseKey }))],
      [200, () => ada.ask("/admin")],
      [200, () => ada.ask("/admin/activity")],
      [200, () => ada.ask("/account/data/export.json")],
      [200, () => ada.ask("/metrics")],
    ];
    const answers: Response[] = [];
    for (const [status, call] of calls) {
      const answer = await call();
      expect(answer.status, String(call)).toBe(status);
      answers.push(answer);
    }
    const said = (await Promise.all(answers.map(whole))).join("\n");
    const kept = await dump(databaseUrl);
    const logged = portal.said();
    const all = { ...secrets, ...issued, session };
    const { purchaseKey: _, ...hidden } = all;
    // What is read is what there is: names are in it.
    expect([said.includes("north"), kept.includes("north"), logged.includes("/auth/callback")]).toEqual([
      true,
      true,
      true,
    ]);
    expect(foundIn(said, hidden), "in an answer").toEqual([]);
    expect(foundIn(kept, hidden), "in the database").toEqual([]);
    expect(foundIn(logged, all), "in the log").toEqual([]);
  } finally {
    await portal.stop();
    await surroundings.stop();
  }
});
