import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import postgres from "postgres";
import { startIdentityProvider } from "../app/integrations/auth0/simulator";
import { Visitor } from "../app/integrations/auth0/simulator/visitor";
import { startHopsworksSimulator } from "../app/integrations/hopsworks/simulator";
import { startHubSimulator } from "../app/integrations/jupyterhub/simulator";
import { startStripeSimulator } from "../app/integrations/stripe/simulator";
import { cast } from "../app/testing/cast";
import { testSettings } from "../app/testing/settings";
import { ensureBuild } from "../scripts/demo/ensure-build";
import { freePort } from "../scripts/stack/ports";
import { startPostgres } from "../scripts/stack/postgres";

type Settings = Record<string, string>;
type Stopping = { stop: () => Promise<unknown> };
export type Surroundings = Awaited<ReturnType<typeof startSurroundings>>;
export type PortalProcess = Awaited<ReturnType<typeof startPortal>>;

type SharedSecrets = { portalSecret?: string; stripeWebhook?: string };

/**
 * Everything that a portal stands in front of, on free ports and with a PostgreSQL of its own that can be taken away and brought back.
 * What the portal shares with them can be given.
 */
export async function startSurroundings({
  portalSecret = testSettings.AUTH0_CLIENT_SECRET,
  stripeWebhook = testSettings.STRIPE_WEBHOOK_SECRETS,
}: SharedSecrets = {}) {
  await ensureBuild();
  const directory = mkdtempSync(join(tmpdir(), "atrium-bad-days-"));
  const database = await startPostgres({ directory, fast: true });
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const [identity, stripe, hopsworks, hub] = await Promise.all([
    startIdentityProvider({ cast: Object.values(cast), clients: [portalClient(url, portalSecret)] }),
    startStripeSimulator({
      webhookUrl: `${url}/api/webhooks/stripe`,
      webhookSecret: stripeWebhook,
    }),
    startHopsworksSimulator(),
    startHubSimulator({ token: hubToken }),
  ]);
  const settings = {
    ...testSettings,
    PORT: String(port),
    APP_URL: url,
    AUTH_ISSUER: identity.url,
    STRIPE_API_URL: stripe.url,
    LOG_LEVEL: "info",
  };
  const stop = async () => {
    await Promise.all([identity, stripe, hopsworks, hub].map((part: Stopping) => part.stop()));
    await database.stop();
    rmSync(directory, { recursive: true, force: true });
  };
  return { directory, database, settings, hopsworks, hub, stop };
}

const hubToken = "hub-token-for-tests-0123456789abcdef";

const portalClient = (url: string, clientSecret: string) => ({
  clientId: testSettings.AUTH0_CLIENT_ID,
  clientSecret,
  redirectUris: [`${url}/auth/callback`],
  postLogoutRedirectUris: [`${url}/sign-in`],
});

/** A database that nothing has ever been in; its address. */
export async function anEmptyDatabase({ database }: Surroundings): Promise<string> {
  const name = `portal_${Math.random().toString(36).slice(2)}`;
  const admin = postgres(database.url("postgres"), { max: 1 });
  await admin.unsafe(`create database ${name}`);
  await admin.end();
  return database.url(name);
}

/** Starts the built portal as in production and keeps what it says; `ended` is its exit code, or the signal that ended it. */
export function spawnPortal(settings: Settings) {
  const child = spawn(process.execPath, ["build/server.js"], {
    // The channel lets the portal notice that the tests are gone, however they went.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: { PATH: process.env["PATH"], NODE_OPTIONS: "--max-semi-space-size=16", ...settings, NODE_ENV: "production" },
  });
  let said = "";
  const hear = (chunk: Buffer) => void (said += chunk.toString());
  child.stdout?.on("data", hear);
  child.stderr?.on("data", hear);
  const ended = once(child, "close").then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  return { child, ended, said: () => said };
}

/** Starts the built portal and waits until it is ready. */
export async function startPortal(settings: Settings & { PORT: string }) {
  const { child, ended, said } = spawnPortal(settings);
  const url = `http://localhost:${settings.PORT}`;
  while (!(await isReady(url))) {
    if (hasEnded(child)) throw new Error(`The portal did not start:\n${said()}`);
    await wait(50);
  }
  const stop = () => (child.kill("SIGTERM"), ended);
  return { url, child, ended, said, stop };
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

export const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );

/** Ada adds the cluster of the surroundings; its id. */
async function addTheCluster({ hopsworks, hub }: Surroundings, ada: Browser): Promise<string> {
  const form = {
    name: "eu-1",
    hopsworksUrl: hopsworks.url,
    hopsworksKey: hopsworks.apiKey,
    hopsworksIdpClientId: "atrium",
    hubApiUrl: hub.apiUrl,
    hubPublicUrl: hub.publicUrl,
    hubToken,
    maxMembers: "10",
  };
  const added = await ada.post("/admin/clusters/new", new URLSearchParams(form));
  return /cluster_\w{26}/.exec(added.headers.get("location") ?? "")?.[0] ?? "";
}

export type World = Awaited<ReturnType<typeof startWorld>>;

/**
 * A portal that is ready, everything round it, one cluster, Ada signed in, and Alice signed in and placed on it. `more` are settings beyond
 * the usual.
 */
export async function startWorld(more: Settings = {}) {
  const surroundings = await startSurroundings();
  try {
    return await inhabit(surroundings, more);
  } catch (error) {
    await surroundings.stop();
    throw error;
  }
}

async function inhabit(surroundings: Surroundings, more: Settings) {
  const databaseUrl = await anEmptyDatabase(surroundings);
  const portal = await startPortal({ ...surroundings.settings, ...more, DATABASE_URL: databaseUrl });
  const ada = await new Browser(portal.url).signInAs(cast.ada);
  const clusterId = await addTheCluster(surroundings, ada);
  const alice = await new Browser(portal.url).signInAs(cast.alice);
  while ((await alice.ask("/dashboard")).status !== 200) await wait(50);
  const stop = async () => {
    await portal.stop();
    await surroundings.stop();
  };
  return { ...surroundings, databaseUrl, portal, clusterId, ada, alice, stop };
}

/** A browser without a window at the portal. Redirects are answers, not followed. */
export class Browser extends Visitor {
  constructor(readonly portal: string) {
    super();
  }

  async ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { cookie: this.cookieHeader, ...(init.headers as Record<string, string> | undefined) };
    const answer = await fetch(this.portal + path, { redirect: "manual", ...init, headers });
    return this.remember(answer);
  }

  /** Sends a form as one of the portal's own pages would. */
  post(path: string, body: BodyInit = new URLSearchParams(), headers: Record<string, string> = {}): Promise<Response> {
    return this.ask(path, { method: "POST", body, headers: { origin: this.portal, ...headers } });
  }

  /** Launches the smallest size, or what there is again; the path of its page. */
  async launch(): Promise<string> {
    const size = /size_[0-9a-z]{26}/.exec(await (await this.ask("/environments/new")).text())?.[0] ?? "";
    const launched = await this.post("/environments/new", new URLSearchParams({ size }));
    return launched.headers.get("location") ?? "";
  }

  async signInAs({ subject }: { subject: string }): Promise<this> {
    const begun = await this.post("/auth/auth0");
    const back = await this.signIn(begun.headers.get("location") ?? "", this.portal, subject);
    await this.ask(back.pathname + back.search);
    return this;
  }
}

/** Takes PostgreSQL away in the given way, does `meanwhile`, and brings it back on the same port. */
export async function withoutDatabase(
  { directory }: Surroundings,
  how: "fast" | "immediate",
  meanwhile: () => Promise<unknown>,
): Promise<void> {
  const [program = "", ...flags] = readFileSync(join(directory, "postmaster.opts"), "utf8")
    .trim()
    .split(/\s+(?=")/);
  const { uid, gid } = statSync(directory);
  const pgCtl = (...args: string[]) =>
    promisify(execFile)(join(dirname(program), "pg_ctl"), ["-D", directory, "-w", ...args], { uid, gid, cwd: "/" });
  await pgCtl("-m", how, "stop");
  await meanwhile();
  await pgCtl("-o", flags.slice(2).join(" "), "-l", join(directory, "server.log"), "start");
}
