import { z } from "zod";

/** Secrets that a development start made for itself begin with this; production refuses them. */
export const DEVELOPMENT_SECRET = "dev-";

const url = z
  .url({ protocol: /^https?$/, error: "must be an http or https address" })
  .transform((given) => given.replace(/\/$/, ""));
const list = z.string().transform((given) =>
  given
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean),
);
const required = z.string().min(1, "must not be empty");

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
  DATABASE_POOL: count(2, 200).default(10).describe("Connections that one replica keeps.").meta({ example: "10" }),
  SECRET_KEY: z
    .string()
    .min(32, "must have at least 32 characters")
    .describe(
      "Seals cluster keys in the database and signs short-lived cookies. Make one with: openssl rand -base64 48",
    )
    .meta({ example: "paste-48-random-bytes-in-base64-here", secret: true }),
  AUTH0_DOMAIN: z
    .string()
    .regex(/^[a-z0-9.-]+$/i, "must be a host name")
    .optional()
    .describe("The Auth0 tenant people sign in with. Production needs it.")
    .meta({ example: "example.eu.auth0.com" }),
  AUTH_ISSUER: standIn("Auth0", "http://localhost:3001"),
  AUTH0_CLIENT_ID: required.describe("The portal's client in the tenant.").meta({ example: "Xy12ab34Cd56" }),
  AUTH0_CLIENT_SECRET: required.describe("Its secret.").meta({ example: "paste-the-client-secret-here", secret: true }),
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
  OUTBOUND_ALLOW: list
    .default([])
    .describe(
      "Host names, addresses and ranges to which typed addresses (webhooks) may lead although they are private, comma separated.",
    )
    .meta({ example: "10.20.0.0/16,hooks.internal.example.org" }),
  CRON: choice(["on", "off"])
    .default("on")
    .describe("Whether this replica's clock starts scheduled tasks.")
    .meta({ example: "on" }),
  WORKERS: count(0, 100)
    .default(8)
    .describe("How many background jobs this replica runs at once.")
    .meta({ example: "8" }),
  LOG_LEVEL: choice(["fatal", "error", "warn", "info", "debug", "silent"])
    .default("info")
    .describe("The least severe line that is logged.")
    .meta({ example: "info" }),
});

export type Env = z.infer<typeof settings>;

type Name = keyof Env;
type Source = Readonly<Record<string, string | undefined>>;

/** The checked settings, or one sentence per problem: which variable, what is wrong, an example of what is right. */
export function readEnv(source: Source): { env: Env } | { problems: string[] } {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const read = settings.safeParse(given);
  if (!read.success) {
    const first = new Map(read.error.issues.toReversed().map((issue) => [issue.path[0] as Name, issue.message]));
    return {
      problems: [...first]
        .reverse()
        .map(([name, problem]) => sentence(name, given[name] === undefined ? "is not set" : problem)),
    };
  }
  const problems =
    read.data.ATRIUM_MODE === "production" ? productionProblems(read.data, given) : standInProblems(read.data);
  return problems.length > 0 ? { problems } : { env: read.data };
}

let read: Env | undefined;

/** The settings of this process, checked on first use. Throws an error that lists every problem in one sentence each. */
export function env(): Env {
  if (read) return read;
  const result = readEnv(process.env);
  if ("problems" in result)
    throw new Error(`Atrium cannot start:\n${result.problems.map((line) => `  - ${line}`).join("\n")}`);
  return (read = result.env);
}

/** The example that a setting's messages and `.env.example` show, and whether it is a secret. */
export function aboutSetting(name: Name): { example: string; secret: boolean } {
  const { example, secret } = settings.shape[name].meta() ?? {};
  return { example: typeof example === "string" ? example : "", secret: secret === true };
}

function choice<const T extends readonly string[]>(options: T) {
  return z.enum(options, { error: `must be one of ${options.join(", ")}` });
}

function count(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number({ error }).int(error).min(least, error).max(most, error);
}

function standIn(system: string, example: string) {
  return url
    .optional()
    .describe(`A stand-in for ${system} on this machine. For demo and tests; production refuses it.`)
    .meta({ example });
}

function sentence(name: Name, problem: string, example = aboutSetting(name).example): string {
  return `${name} ${problem}. Example: ${name}=${example}`;
}

function productionProblems(env: Env, given: Source): string[] {
  const problems: string[] = [];
  if (!env.AUTH0_DOMAIN) problems.push(sentence("AUTH0_DOMAIN", "is not set"));
  for (const name of ["AUTH_ISSUER", "STRIPE_API_URL"] as const)
    if (env[name]) problems.push(sentence(name, "must be left empty in production, which uses no stand-in", ""));
  if (!env.APP_URL.startsWith("https://")) problems.push(sentence("APP_URL", "must begin with https:// in production"));
  for (const name of Object.keys(settings.shape) as Name[]) {
    const { example, secret } = aboutSetting(name);
    if (!secret) continue;
    if (given[name]?.startsWith(DEVELOPMENT_SECRET))
      problems.push(sentence(name, "was made for development and is refused in production"));
    if (given[name] === example)
      problems.push(`${name} still holds the text of its example (${name}=${example}): put your own there.`);
  }
  return problems;
}

function standInProblems(env: Env): string[] {
  const problems: string[] = [];
  const examples = {
    APP_URL: "http://localhost:3000",
    AUTH_ISSUER: "http://localhost:3001",
    STRIPE_API_URL: "http://localhost:3002",
  };
  for (const name of ["APP_URL", "AUTH_ISSUER", "STRIPE_API_URL"] as const) {
    const address = env[name];
    if (!address) problems.push(sentence(name, "is not set", examples[name]));
    else if (!isLoopback(address))
      problems.push(sentence(name, `must be on this machine in mode ${env.ATRIUM_MODE}`, examples[name]));
  }
  if (env.STRIPE_SECRET_KEY.includes("_live_"))
    problems.push(sentence("STRIPE_SECRET_KEY", `must not be a live key in mode ${env.ATRIUM_MODE}`, "sk_test_atrium"));
  return problems;
}

function isLoopback(address: string): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(new URL(address).hostname);
}
