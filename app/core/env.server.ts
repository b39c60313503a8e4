import { z } from "zod";

const isLoopback = (url: string) => ["localhost", "127.0.0.1", "[::1]"].includes(new URL(url).hostname);
const withoutSlash = (url: string) => url.replace(/\/$/, "");
const url = z.url({ protocol: /^https?$/ }).transform(withoutSlash);
const count = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

/** Secrets that a development start made for itself begin with this; production refuses them. */
export const DEVELOPMENT_SECRET = "dev-";

const secret = z.string().min(32, "must have at least 32 characters");

/** Every setting of the portal: what it is for (`describe`), its default, and an example (`meta`) for messages and `.env.example`. */
export const settings = z.object({
  ATRIUM_MODE: z
    .enum(["production", "demo", "test"])
    .default("production")
    .describe("What this installation is. `demo` and `test` accept stand-ins on loopback and secrets made for development.")
    .meta({ example: "production" }),
  PORT: count(0, 65535).default(3000).describe("Port to listen on.").meta({ example: "3000" }),
  APP_URL: url.describe("Where people reach the portal; every link and redirect is built from it.").meta({ example: "https://atrium.example.org" }),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .describe("PostgreSQL 15 or newer.")
    .meta({ example: "postgres://atrium:secret@db.example.org:5432/atrium" }),
  DATABASE_POOL: count(2, 200).default(10).describe("Connections that one replica keeps.").meta({ example: "10" }),
  SECRET_KEY: secret.describe("Seals cluster keys in the database and signs short-lived cookies. Make one with: openssl rand -base64 48").meta({ example: "paste 48 random bytes in base64 here" }),
  AUTH0_DOMAIN: z.string().regex(/^[a-z0-9.-]+$/i, "must be a host name").optional().describe("The Auth0 tenant people sign in with.").meta({ example: "example.eu.auth0.com" }),
  AUTH_ISSUER: url.optional().describe("A stand-in for the Auth0 tenant at another address; demo and tests only.").meta({ example: "http://localhost:3001" }),
  AUTH0_CLIENT_ID: z.string().min(1).describe("The portal's client in the tenant.").meta({ example: "Xy12ab34Cd56" }),
  AUTH0_CLIENT_SECRET: z.string().min(1).describe("Its secret.").meta({ example: "paste the client secret here" }),
  STRIPE_SECRET_KEY: z.string().regex(/^(sk|rk)_/, "must be a Stripe secret or restricted key").describe("Collects the money.").meta({ example: "sk_live_paste_yours_here" }),
  STRIPE_WEBHOOK_SECRETS: z
    .string()
    .transform((list) => list.split(",").map((one) => one.trim()).filter(Boolean))
    .pipe(z.array(z.string().startsWith("whsec_")).min(1))
    .describe("Signing secrets of the webhook endpoint, comma separated while one is being replaced.")
    .meta({ example: "whsec_paste_yours_here" }),
  STRIPE_API_URL: url.optional().describe("A stand-in for Stripe at another address; demo and tests only.").meta({ example: "http://localhost:3002" }),
  CURRENCY: z.string().regex(/^[A-Z]{3}$/, "must be an ISO 4217 code").default("EUR").describe("The installation's one currency.").meta({ example: "EUR" }),
  WELCOME_CREDIT: z.string().regex(/^\d{1,6}(\.\d{1,2})?$/, "must be an amount such as 5.00").default("5.00").describe("Given once to every new member, in major units; 0 gives nothing.").meta({ example: "5.00" }),
  ADMIN_EMAILS: z
    .string()
    .default("")
    .transform((list) => list.split(",").map((one) => one.trim().toLowerCase()).filter(Boolean))
    .describe("Verified e-mail addresses that are made admin when they sign in, comma separated.")
    .meta({ example: "ada@example.org" }),
  TRUSTED_PROXIES: count(0, 10).default(0).describe("How many reverse proxies stand in front; their X-Forwarded-For is believed, no other.").meta({ example: "1" }),
  CRON: z.enum(["on", "off"]).default("on").describe("Whether this replica's clock starts scheduled tasks.").meta({ example: "on" }),
  WORKERS: count(0, 100).default(8).describe("How many background jobs this replica runs at once.").meta({ example: "8" }),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info").describe("The least severe line that is logged.").meta({ example: "info" }),
});

export type Env = z.infer<typeof settings>;

/** The checked settings, or one sentence per problem: which variable, what is wrong, an example of what is right. */
export function readEnv(source: Record<string, string | undefined>): { env: Env } | { problems: string[] } {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const read = settings.safeParse(given);
  if (!read.success) return { problems: read.error.issues.map((issue) => sentence(String(issue.path[0]), issue.message, given)) };
  const problems = read.data.ATRIUM_MODE === "production" ? productionProblems(read.data) : standInProblems(read.data);
  return problems.length > 0 ? { problems } : { env: read.data };
}

let read: Env | undefined;

/** The settings of this process, checked on first use. Throws an error that lists every problem in one sentence each. */
export function env(): Env {
  if (read) return read;
  const result = readEnv(process.env);
  if ("problems" in result) throw new Error(`Atrium cannot start:\n${result.problems.map((line) => `  - ${line}`).join("\n")}`);
  return (read = result.env);
}

function sentence(name: string, problem: string, given: Record<string, string | undefined>): string {
  const example = name in settings.shape ? settings.shape[name as keyof Env].meta()?.["example"] : undefined;
  const wrong = given[name] === undefined ? "is not set" : `is not right: ${problem}`;
  return `${name} ${wrong}.${example ? ` Example: ${name}=${String(example)}` : ""}`;
}

function productionProblems(env: Env): string[] {
  const problems: string[] = [];
  const refuse = (name: keyof Env, problem: string) => problems.push(sentence(name, problem, { [name]: "given" }));
  if (!env.AUTH0_DOMAIN) problems.push(sentence("AUTH0_DOMAIN", "", {}));
  if (env.AUTH_ISSUER) refuse("AUTH_ISSUER", "production signs in with AUTH0_DOMAIN, not with a stand-in; leave it out");
  if (env.STRIPE_API_URL) refuse("STRIPE_API_URL", "production talks to Stripe itself; leave it out");
  if (!env.APP_URL.startsWith("https://")) refuse("APP_URL", "production is served over https");
  for (const name of ["SECRET_KEY", "AUTH0_CLIENT_SECRET"] as const)
    if (env[name].startsWith(DEVELOPMENT_SECRET)) refuse(name, "this secret was made for development");
  return problems;
}

function standInProblems(env: Env): string[] {
  const problems: string[] = [];
  for (const name of ["APP_URL", "AUTH_ISSUER", "STRIPE_API_URL"] as const) {
    const value = env[name];
    if (!value) problems.push(sentence(name, "", {}));
    else if (!isLoopback(value)) problems.push(sentence(name, `in mode ${env.ATRIUM_MODE} it must be on this machine`, { [name]: value }));
  }
  if (/_live_/.test(env.STRIPE_SECRET_KEY)) problems.push(sentence("STRIPE_SECRET_KEY", `a live key is refused in mode ${env.ATRIUM_MODE}`, { STRIPE_SECRET_KEY: "given" }));
  return problems;
}
