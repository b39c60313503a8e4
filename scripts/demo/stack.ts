import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { cast } from "../../app/testing/cast";
import { startPostgres } from "../stack/postgres";
import { ensureBuild } from "./ensure-build";
import { ensureDatabase, seedDatabase, type DemoDatabase } from "./ensure-database";
import type { DemoSettings, StandIns, StartedHub } from "./settings";
import { apiUrlOf, portalUrlOf, startHub, startStandIns } from "./stand-ins";
import type { Steps } from "./steps";

export type Stack = {
  url: string;
  apiUrl: string;
  hub: string;
  directory: string;
  databaseUrl: string;
  ended: Promise<number>;
};

type Options = { isDevelopment: boolean; withoutHub: boolean; portalEnv?: Record<string, string> };

/** Brings up everything the portal stands in front of, then the portal, on one machine. */
export async function runStack(settings: DemoSettings, steps: Steps, options: Options): Promise<Stack> {
  const { directory } = settings;
  const url = portalUrlOf(settings);
  const postgres = await steps.run("PostgreSQL", () => startPostgres({ directory: join(directory, "postgres") }));
  steps.onStop("PostgreSQL", postgres.stop);
  const standIns = await steps.run(
    "Sign-in, Stripe, Hopsworks",
    () => startStandIns(settings, steps),
    () => "stand-ins on this machine",
  );
  const databaseUrl = postgres.url("atrium");
  const env = portalEnv(settings, url, databaseUrl);
  // The build and the history take longest, and need nothing of each other.
  const [hub] = await Promise.all([
    startHubAndDatabase(settings, steps, options, { server: postgres, env }, standIns),
    options.isDevelopment ? undefined : steps.run("Build", ensureBuild, (built) => (built ? "" : "already there")),
  ]);
  const { ended } = await steps.run("Portal", () =>
    startPortal({ ...env, ...options.portalEnv }, url, steps, options.isDevelopment),
  );
  return { url, apiUrl: apiUrlOf(settings), hub: hub.label, directory, databaseUrl, ended };
}

async function startHubAndDatabase(
  settings: DemoSettings,
  steps: Steps,
  { withoutHub }: Options,
  database: DemoDatabase,
  standIns: StandIns,
): Promise<StartedHub> {
  const hub = await steps.run(
    "JupyterHub",
    (progress) => startHub(settings, steps, { withoutHub, progress }),
    (started) => started.label,
  );
  const isNew = await steps.run(
    "Database",
    () => ensureDatabase(database, hub, standIns),
    (made) => (made ? "new" : "kept as it was"),
  );
  if (isNew)
    await steps.run(
      "Seed",
      () => seedDatabase(database, hub, standIns),
      ({ members, runs, purchases }) => `90 days: ${members} members, ${runs} runs, ${purchases} purchases`,
    );
  return hub;
}

function portalEnv(
  { ports, apiPort, secrets }: DemoSettings,
  url: string,
  databaseUrl: string,
): Record<string, string> {
  return {
    ATRIUM_MODE: "demo",
    PORT: String(ports.portal),
    APP_URL: url,
    API_PORT: String(apiPort),
    DATABASE_URL: databaseUrl,
    SECRET_KEY: secrets.portal,
    AUTH_ISSUER: `http://localhost:${ports.identity}`,
    AUTH0_CLIENT_ID: "atrium",
    AUTH0_CLIENT_SECRET: secrets.portalClient,
    STRIPE_SECRET_KEY: "sk_test_demo",
    STRIPE_WEBHOOK_SECRETS: secrets.stripeWebhook,
    STRIPE_API_URL: `http://localhost:${ports.stripe}`,
    ADMIN_EMAILS: cast.ada.email,
    // Everybody of the demo sits at one address.
    SIGN_INS_PER_HOUR: "1000",
    // The stand-ins are all on this machine.
    OUTBOUND_ALLOW: "localhost,127.0.0.0/8,::1",
    WEBHOOK_ALLOW: "localhost,127.0.0.0/8,::1",
  };
}

/** Starts the server as a child and waits until it is ready; `ended` resolves with its exit code. */
async function startPortal(
  env: Record<string, string>,
  url: string,
  steps: Steps,
  isDevelopment: boolean,
): Promise<{ ended: Promise<number> }> {
  const args = isDevelopment ? ["--import", "tsx", "server.ts"] : ["build/server.js"];
  const child = spawn(process.execPath, args, {
    // A group of its own: Ctrl-C reaches the orchestrator alone, which stops the portal before what it stands in front of.
    detached: true,
    // The channel lets the portal notice that the orchestrator is gone, however it went.
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: { ...process.env, LOG_LEVEL: "warn", ...env, NODE_ENV: isDevelopment ? "development" : "production" },
  });
  const ended = once(child, "exit").then(([code]) => Number(code ?? 0));
  steps.onStop("Portal", async () => {
    child.kill("SIGTERM");
    await ended;
  });
  for (let tries = 0; !(await answers(`${url}/readyz`)); tries++) {
    if (child.exitCode !== null) throw new Error("The portal did not start; its own words are above.");
    if (tries > 600) throw new Error("The portal did not get ready within a minute.");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { ended };
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  );
}
