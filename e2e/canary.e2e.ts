import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { cast } from "../app/testing/cast";
import { expect, test } from "playwright/test";
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
  code: canary("code"),
  state: canary("state"),
  signature: canary("signature"),
  apiKey: `atr_live_${canary("key")}`,
  bearer: canary("bearer"),
  cookie: canary("cookie").padEnd(43, "x").slice(0, 43),
  csrf: canary("form"),
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
    STRIPE_SECRET_KEY: secrets.stripeKey,
    STRIPE_WEBHOOK_SECRETS: secrets.webhookSecret,
  };
  const portal = await startPortal(settings);
  try {
    const ada = await new Browser(portal.url).signInAs(cast.ada);
    const sessions = { session: ada.cookies.get("atrium") ?? "" };
    expect(sessions.session).toHaveLength(43);
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
    const form = (fields: Record<string, string>) => new URLSearchParams(fields);
    const answers = [
      await ada.post("/admin/clusters/new", form(cluster)),
      await ada.post("/admin/clusters/new", form({ ...cluster, name: "" })),
      await ada.post("/admin/clusters/new", form({ ...cluster, hubToken: `${secrets.hubToken} ` })),
      await ada.post("/admin/clusters/new", form({ ...cluster, anyway: "on" })),
      await ada.post("/admin/clusters/new", form({ ...cluster, anyway: "on" })),
      await ada.ask("/admin/clusters"),
      await ada.ask("/admin/clusters.data"),
      await stranger.ask(`/auth/callback?code=${secrets.code}&state=${secrets.state}`),
      await stranger.ask("/auth/callback", { method: "POST", body: form({ code: secrets.code }) }),
      await stranger.ask("/dashboard", { headers: { cookie: `atrium=${secrets.cookie}` } }),
      await stranger.ask("/api/webhooks/stripe", {
        method: "POST",
        body: "{}",
        headers: { "stripe-signature": `t=1,v1=${secrets.signature}` },
      }),
      await stranger.ask("/api/user", { headers: { "x-api-key": secrets.apiKey } }),
      await stranger.ask("/api/user", { headers: { authorization: `Bearer ${secrets.bearer}` } }),
      await stranger.ask("/api/cron/collect-usage", { method: "POST", headers: { "x-cron-secret": secrets.bearer } }),
      await ada.post("/billing/purchase", form({ amount: "20", key: secrets.csrf })),
      await ada.ask("/admin"),
      await ada.ask("/metrics"),
    ];
    const said = (await Promise.all(answers.map(whole))).join("\n");
    const kept = await dump(databaseUrl);
    const logged = portal.said();
    const { csrf: _, ...hidden } = { ...secrets, ...sessions };
    expect(answers.map(({ status }) => status)).toEqual([]);
    // What is read is what there is: names are in it.
    expect([said.includes("north"), kept.includes("north"), logged.includes("/auth/callback")]).toEqual([
      true,
      true,
      true,
    ]);
    expect(foundIn(said, hidden), "in an answer").toEqual([]);
    expect(foundIn(kept, hidden), "in the database").toEqual([]);
    expect(foundIn(logged, { ...secrets, ...sessions }), "in the log").toEqual([]);
  } finally {
    await portal.stop();
    await surroundings.stop();
  }
});
