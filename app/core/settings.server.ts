import { z } from "zod";
import { allowance, choice, count, isOrigin, list, required, url } from "./setting-kinds.server";

/** Every setting of the portal: its default, what it is for (`describe`), an example for messages and `.env.example` (`meta`). */
export const settings = z.object({
  ATRIUM_MODE: choice(["production", "demo", "test"])
    .default("production")
    .describe(
      "What this installation is. demo and test accept stand-ins on this machine and secrets made for development.",
    )
    .meta({ example: "production" }),
  PORT: count(0, 65535).default(3000).describe("Port to listen on.").meta({ example: "3000" }),
  APP_URL: url
    .describe("Where people reach the portal; every link and redirect is built from it.")
    .meta({ example: "https://atrium.example.org" }),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: "must be the address of a PostgreSQL database" })
    .describe("PostgreSQL 15 or newer.")
    .meta({ example: "postgres://atrium:secret@db.example.org:5432/atrium" }),
  DATABASE_POOL: count(2, 200).default(10).describe("Connections for requests, per replica.").meta({ example: "10" }),
  DATABASE_WORKER_POOL: count(2, 200)
    .default(5)
    .describe("Connections for background work, per replica, apart from the others.")
    .meta({ example: "5" }),
  SECRET_KEY: z
    .string()
    .min(32, "must have at least 32 characters")
    .describe(
      "Seals cluster keys in the database and signs short-lived cookies. Make one with: openssl rand -base64 48",
    )
    .meta({ example: "paste-48-random-bytes-in-base64-here", secret: true }),
  SECRET_KEY_PREVIOUS: z
    .string()
    .min(32, "must have at least 32 characters")
    .optional()
    .describe("The SECRET_KEY before this one, while it is being replaced: until npm run keys:rotate has run.")
    .meta({ example: "paste-the-key-that-is-being-replaced-here", secret: true }),
  AUTH0_DOMAIN: z
    .string()
    .regex(/^[a-z0-9.-]+$/i, "must be a host name")
    .optional()
    .describe("The Auth0 tenant people sign in with. Production needs it.")
    .meta({ example: "example.eu.auth0.com" }),
  AUTH_ISSUER: standIn("Auth0", "http://localhost:3001"),
  AUTH0_CLIENT_ID: required.describe("The portal's client in the tenant.").meta({ example: "Xy12ab34Cd56" }),
  AUTH0_CLIENT_SECRET: required.describe("Its secret.").meta({ example: "paste-the-client-secret-here", secret: true }),
  AUTH0_AUDIENCE: required
    .optional()
    .describe(
      "The portal's API in the tenant: its identifier there. Programs may then call with access tokens that the tenant made for it.",
    )
    .meta({ example: "https://atrium.example.org/api" }),
  AUTH0_WEBHOOK_SECRET: z
    .string()
    .min(32, "must have at least 32 characters")
    .optional()
    .describe("Signs what an Action of the tenant tells the portal at each sign-in. Left out: nothing is taken.")
    .meta({ example: "paste-32-random-characters-there-and-here", secret: true }),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_/, "must be a Stripe secret or restricted key (sk_… or rk_…)")
    .describe("Collects the money.")
    .meta({ example: "sk_live_paste_yours_here", secret: true }),
  STRIPE_WEBHOOK_SECRETS: list
    .refine(
      (all) => all.length > 0 && all.every((one) => one.startsWith("whsec_")),
      "must be signing secrets that begin with whsec_",
    )
    .describe("Signing secrets of the webhook endpoint, comma separated while one is being replaced.")
    .meta({ example: "whsec_paste_yours_here", secret: true }),
  STRIPE_API_URL: standIn("Stripe", "http://localhost:3002"),
  CURRENCY: z
    .string()
    .refine((code) => Intl.supportedValuesOf("currency").includes(code), "must be an ISO 4217 code in capitals")
    .default("EUR")
    .describe("The installation's one currency.")
    .meta({ example: "EUR" }),
  WELCOME_CREDIT: z
    .string()
    .regex(/^\d{1,6}(\.\d{1,2})?$/, "must be an amount in major units with at most two decimals")
    .default("5.00")
    .describe("Given once to every new member, in major units; 0 gives nothing.")
    .meta({ example: "5.00" }),
  ADMIN_EMAILS: list
    .transform((all) => all.map((email) => email.toLowerCase()))
    .default([])
    .describe("Verified e-mail addresses that are made admin when they sign in, comma separated.")
    .meta({ example: "ada@example.org" }),
  TRUSTED_PROXIES: count(0, 10)
    .default(0)
    .describe("How many reverse proxies stand in front; their X-Forwarded-For is believed, no other.")
    .meta({ example: "1" }),
  API_HOST: z
    .string()
    .regex(/^[a-z0-9.-]+(:\d+)?$/i, "must be a host name, with its port where it has one")
    .optional()
    .describe("A host of its own for the workspace API, which is served there at the root.")
    .meta({ example: "api.example.org" }),
  API_PORT: count(1, 65535)
    .optional()
    .describe("A port of its own for the same, where there is no host for it. Left out: none.")
    .meta({ example: "8000" }),
  API_ALLOWED_ORIGINS: list
    .refine((all) => all.every(isOrigin), "must be origins such as https://app.example.org")
    .default([])
    .describe("Whose pages may call the API from a browser, with a key or a token, comma separated.")
    .meta({ example: "https://app.example.org" }),
  CALLS_PER_MINUTE: count(1, 1_000_000)
    .default(60)
    .describe("API requests that a member may make in a minute, with all of their keys together.")
    .meta({ example: "60" }),
  SIGN_INS_PER_HOUR: count(1, 1_000_000)
    .default(10)
    .describe("Attempts to sign in that one address may make in an hour.")
    .meta({ example: "10" }),
  FAILED_KEYS_PER_MINUTE: count(1, 1_000_000)
    .default(30)
    .describe(
      "API keys that are none, or no more, which one address may send in a minute. A good key is never held up.",
    )
    .meta({ example: "30" }),
  ENVIRONMENTS_PER_MEMBER: count(1, 100)
    .default(5)
    .describe(
      "How many environments a member may have: their notebook and those beside it, where the hub allows named servers.",
    )
    .meta({ example: "5" }),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: "must be the address of a Redis" })
    .optional()
    .describe("Counts the rate limits where given; left out, PostgreSQL does.")
    .meta({ example: "redis://cache.example.org:6379" }),
  METRICS_PORT: count(1, 65535)
    .optional()
    .describe("A port of its own for /metrics, to be reached by your monitoring alone. Left out: none.")
    .meta({ example: "9464" }),
  METRICS_TOKEN: z
    .string()
    .min(32, "must have at least 32 characters")
    .optional()
    .describe("Lets monitoring read /metrics on the portal's own port, as Authorization: Bearer. Left out: nobody can.")
    .meta({ example: "paste-32-random-characters-for-monitoring", secret: true }),
  CRON_SECRET: z
    .string()
    .min(32, "must have at least 32 characters")
    .optional()
    .describe("Lets a scheduler outside start the scheduled tasks over HTTP. Left out: nobody can.")
    .meta({ example: "paste-32-random-characters-here-or-more", secret: true }),
  OUTBOUND_ALLOW: allowance
    .describe("Hosts, addresses and networks that clusters may be at although they are private, comma separated.")
    .meta({ example: "hub.internal.example.org,10.20.0.0/16" }),
  WEBHOOK_ALLOW: allowance
    .describe("The same for webhooks, which members type: what stands here can be reached by all of them.")
    .meta({ example: "hooks.internal.example.org" }),
  FORM_TARGETS: list
    .refine((all) => all.every(isOrigin), "must be origins such as https://login.example.org")
    .default([])
    .describe("Where else sign-in and checkout may lead: a company's own sign-in behind Auth0, Stripe's custom domain.")
    .meta({ example: "https://login.example.org" }),
  CRON: choice(["on", "off"])
    .default("on")
    .describe("Whether this replica's clock starts scheduled tasks.")
    .meta({ example: "on" }),
  WORKERS: count(0, 100)
    .default(8)
    .describe("How many background jobs this replica runs at once.")
    .meta({ example: "8" }),
  USAGE_WINDOWS_MONTHS: count(2, 120)
    .default(13)
    .describe(
      "How many months the measured quarters of an hour are kept; days, totals and the ledger are kept for ever.",
    )
    .meta({ example: "13" }),
  LOG_LEVEL: choice(["fatal", "error", "warn", "info", "debug", "silent"])
    .default("info")
    .describe("The least severe line that is logged.")
    .meta({ example: "info" }),
});

function standIn(system: string, example: string) {
  return url
    .optional()
    .describe(`A stand-in for ${system} on this machine. For demo and tests; production refuses it.`)
    .meta({ example });
}
