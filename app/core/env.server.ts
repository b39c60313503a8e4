import type { z } from "zod";
import { settings } from "./settings.server";

/** Secrets that a development start made for itself begin with this; production refuses them. */
export const DEVELOPMENT_SECRET = "dev-";

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
