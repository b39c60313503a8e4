import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { describe, expect, test } from "vitest";
import { envExample } from "../../scripts/env-example";
import { testSettings } from "~/testing/settings";
import { aboutSetting, readEnv } from "./env.server";
import { settings } from "./settings.server";

const production = {
  APP_URL: "https://atrium.example.org/",
  DATABASE_URL: "postgres://atrium@db.example.org/atrium",
  SECRET_KEY: "k7v0Zx4bW1n8q2Rt6yUiOpAsDfGhJkLm",
  AUTH0_DOMAIN: "example.eu.auth0.com",
  AUTH0_CLIENT_ID: "client",
  AUTH0_CLIENT_SECRET: "client-secret",
  STRIPE_SECRET_KEY: "sk_live_123",
  STRIPE_WEBHOOK_SECRETS: "whsec_new, whsec_old",
};
const demo = { ...testSettings, ATRIUM_MODE: "demo", DATABASE_URL: "postgres://127.0.0.1/atrium" };

function problemsOf(source: Record<string, string | undefined>): string[] {
  const result = readEnv(source);
  return "problems" in result ? result.problems : [];
}

describe("settings", () => {
  test("what is left out or left empty takes its default, lists are split, a trailing slash goes", () => {
    const result = readEnv({ ...production, PORT: "", ADMIN_EMAILS: "Ada@Example.org, ,bob@example.org" });
    expect(result).toMatchObject({
      env: {
        ATRIUM_MODE: "production",
        PORT: 3000,
        APP_URL: "https://atrium.example.org",
        STRIPE_WEBHOOK_SECRETS: ["whsec_new", "whsec_old"],
        ADMIN_EMAILS: ["ada@example.org", "bob@example.org"],
      },
    });
  });

  test.each([
    "APP_URL",
    "DATABASE_URL",
    "SECRET_KEY",
    "AUTH0_DOMAIN",
    "AUTH0_CLIENT_ID",
    "STRIPE_SECRET_KEY",
    "STRIPE_WEBHOOK_SECRETS",
  ] as const)("production does not start without %s, and says so with an example", (name) => {
    const sentence = `${name} is not set. Example: ${name}=${aboutSetting(name).example}`;
    expect(problemsOf({ ...production, [name]: undefined })).toEqual([sentence]);
  });

  test.each([
    ["ATRIUM_MODE", "staging"],
    ["PORT", "http"],
    ["PORT", "70000"],
    ["PORT", "80.5"],
    ["APP_URL", "atrium.example.org"],
    ["APP_URL", "ftp://atrium.example.org"],
    ["DATABASE_URL", "mysql://db.example.org/atrium"],
    ["DATABASE_POOL", "1"],
    ["SECRET_KEY", "too short"],
    ["AUTH0_DOMAIN", "https://example.eu.auth0.com"],
    ["AUTH_ISSUER", "localhost"],
    ["AUTH0_WEBHOOK_SECRET", "too short"],
    ["STRIPE_SECRET_KEY", "pk_live_public"],
    ["STRIPE_WEBHOOK_SECRETS", "whsec_right,wrong,wrong"],
    ["STRIPE_WEBHOOK_SECRETS", " , "],
    ["CURRENCY", "eur"],
    ["CURRENCY", "XXQ"],
    ["WELCOME_CREDIT", "-5"],
    ["WELCOME_CREDIT", "5.001"],
    ["TRUSTED_PROXIES", "-1"],
    ["SECRET_KEY_PREVIOUS", "too short"],
    ["OUTBOUND_ALLOW", "https://hub.example.org"],
    ["OUTBOUND_ALLOW", "10.0.0.0/33"],
    ["WEBHOOK_ALLOW", "*.example.org"],
    ["FORM_TARGETS", "https://login.example.org/path"],
    ["FORM_TARGETS", "login.example.org"],
    ["API_ALLOWED_ORIGINS", "*"],
    ["METRICS_PORT", "0"],
    ["METRICS_TOKEN", "too short"],
    ["CRON", "sometimes"],
    ["WORKERS", "many"],
    ["LOG_LEVEL", "loud"],
  ] as const)("%s=%s gets one sentence: the variable, what is wrong, an example", (name, value) => {
    const problems = problemsOf({ ...production, [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name} must .+\\. Example: ${name}=.+`));
  });

  test("every example but the secrets' is itself a setting that is accepted", () => {
    for (const [name, setting] of Object.entries(settings.shape))
      expect(setting.safeParse(aboutSetting(name as keyof typeof settings.shape).example), name).toMatchObject({
        success: true,
      });
  });

  test("several problems are told at once, each once", () => {
    expect(problemsOf({}).map((line) => line.split(" ")[0])).toEqual([
      "APP_URL",
      "DATABASE_URL",
      "SECRET_KEY",
      "AUTH0_CLIENT_ID",
      "AUTH0_CLIENT_SECRET",
      "STRIPE_SECRET_KEY",
      "STRIPE_WEBHOOK_SECRETS",
    ]);
  });
});

describe("production", () => {
  test.each([
    [{ SECRET_KEY: "dev-0123456789012345678901234567890" }, "SECRET_KEY was made for development"],
    [{ AUTH0_CLIENT_SECRET: "dev-secret" }, "AUTH0_CLIENT_SECRET was made for development"],
    [{ SECRET_KEY: aboutSetting("SECRET_KEY").example }, "SECRET_KEY still holds the text of its example"],
    [
      { STRIPE_SECRET_KEY: aboutSetting("STRIPE_SECRET_KEY").example },
      "STRIPE_SECRET_KEY still holds the text of its example",
    ],
    [{ AUTH_ISSUER: "http://localhost:3001" }, "AUTH_ISSUER must be left empty in production"],
    [{ STRIPE_API_URL: "http://localhost:3002" }, "STRIPE_API_URL must be left empty in production"],
    [{ APP_URL: "http://atrium.example.org" }, "APP_URL must begin with https://"],
  ])("refuses %o", (wrong, sentence) => {
    expect(problemsOf({ ...production, ...wrong })).toEqual([expect.stringContaining(sentence)]);
  });

  test("is what an installation is when nobody says otherwise", () => {
    expect(problemsOf({ ...production, ATRIUM_MODE: undefined, APP_URL: "http://localhost:3000" })).toEqual([
      "APP_URL must begin with https:// in production. Example: APP_URL=https://atrium.example.org",
    ]);
  });
});

describe("demo", () => {
  test("starts with stand-ins on this machine and secrets of development", () => {
    expect(problemsOf(demo)).toEqual([]);
  });

  test.each([
    [{ STRIPE_SECRET_KEY: "sk_live_123" }, "STRIPE_SECRET_KEY must not be a live key in mode demo"],
    [{ STRIPE_SECRET_KEY: "rk_live_123" }, "STRIPE_SECRET_KEY must not be a live key in mode demo"],
    [{ APP_URL: "https://atrium.example.org" }, "APP_URL must be on this machine in mode demo"],
    [{ APP_URL: "http://localhost.example.org" }, "APP_URL must be on this machine in mode demo"],
    [{ AUTH_ISSUER: "https://example.eu.auth0.com" }, "AUTH_ISSUER must be on this machine in mode demo"],
    [{ STRIPE_API_URL: "https://api.stripe.com" }, "STRIPE_API_URL must be on this machine in mode demo"],
    [{ STRIPE_API_URL: undefined }, "STRIPE_API_URL is not set"],
  ])("refuses %o", (wrong, sentence) => {
    expect(problemsOf({ ...demo, ...wrong })).toEqual([expect.stringContaining(sentence)]);
  });
});

test(".env.example is what the settings say (npm run env:example writes it)", () => {
  expect(readFileSync(".env.example", "utf8")).toBe(envExample());
});

test(".env.example, copied as it is, does not start: its secrets are for nobody", () => {
  const copied = parseEnv(envExample());
  expect(problemsOf(copied).map((line) => line.split(" ")[0])).toEqual([
    "SECRET_KEY",
    "AUTH0_CLIENT_SECRET",
    "STRIPE_SECRET_KEY",
    "STRIPE_WEBHOOK_SECRETS",
  ]);
});
