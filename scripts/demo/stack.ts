import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { startIdentityProvider } from "../../app/integrations/auth0/simulator";
import { startHopsworksSimulator } from "../../app/integrations/hopsworks/simulator";
import { startHubSimulator } from "../../app/integrations/jupyterhub/simulator";
import { startStripeSimulator } from "../../app/integrations/stripe/simulator";
import { firstSizes } from "../../app/domain/environments/first-sizes";
import { cast } from "../../app/testing/cast";
import { ensureHubVenv, pythonForHub, startJupyterHub } from "../stack/jupyterhub";
import { startPostgres } from "../stack/postgres";
import { ensureBuild } from "./ensure-build";
import { ensureDatabase } from "./ensure-database";
import type { DemoSettings, StartedHub } from "./settings";
import type { Steps } from "./steps";

export type Stack = {
  url: string;
  apiUrl: string;
  hub: string;
  directory: string;
  databaseUrl: string;
  ended: Promise<number>;
};

/** Somebody has two sign-ins: this one is nobody's here until it is linked, or until it is used to come in as a new member. */
const aliceAtHome = {
  subject: "google-oauth2|104377",
  email: "a.analyst@home.example.org",
  givenName: "A.",
  familyName: "Analyst",
  name: "A. Analyst",
  role: "another sign-in, to link",
};

type Options = { isDevelopment: boolean; withoutHub: boolean; portalEnv?: Record<string, string> };

/** Brings up everything the portal stands in front of, then the portal, on one machine. */
export async function runStack(settings: DemoSettings, steps: Steps, options: Options): Promise<Stack> {
  const { ports, directory } = settings;
  const url = `http://localhost:${ports.portal}`;
  const postgres = await steps.run("PostgreSQL", () => startPostgres({ directory: join(directory, "postgres") }));
  steps.onStop("PostgreSQL", postgres.stop);
  await steps.run(
    "Sign-in, Stripe, Hopsworks",
    () => startStandIns(settings, url, steps),
    () => "stand-ins on this machine",
  );
  const [hub] = await Promise.all([
    steps.run(
      "JupyterHub",
      (progress) => startHub(settings, steps, options, progress),
      (started) => started.label,
    ),
    options.isDevelopment ? undefined : steps.run("Build", ensureBuild, (built) => (built ? "" : "already there")),
  ]);
  const databaseUrl = postgres.url("atrium");
  const env = portalEnv(settings, url, databaseUrl);
  await steps.run(
    "Database and seed",
    () => ensureDatabase(postgres, env, settings, hub),
    (seeded) => (seeded ? "90 days of usage" : "kept as it was"),
  );
  const { ended } = await steps.run("Portal", () =>
    startPortal({ ...env, ...options.portalEnv }, url, steps, options.isDevelopment),
  );
  return { url, apiUrl: apiUrlOf(settings), hub: hub.label, directory, databaseUrl, ended };
}

const apiUrlOf = ({ apiPort }: DemoSettings) => `http://localhost:${apiPort}`;

async function startStandIns(settings: DemoSettings, url: string, steps: Steps): Promise<void> {
  const { ports, secrets, directory } = settings;
  // Another host than the portal's, as in life: a browser's cookies know no ports.
  const hubUrl = `http://127.0.0.1:${ports.hub}`;
  const identity = await startIdentityProvider({
    ...secrets.provider,
    port: ports.identity,
    cast: [...Object.values(cast), aliceAtHome],
    clients: [
      {
        clientId: "atrium",
        name: "Atrium",
        clientSecret: secrets.portalClient,
        redirectUris: [`${url}/auth/callback`, `${url}/api/v1/auth/callback`, `${apiUrlOf(settings)}/auth/callback`],
        postLogoutRedirectUris: [`${url}/sign-in`],
      },
      {
        clientId: "jupyterhub",
        name: "JupyterHub",
        clientSecret: secrets.hubClient,
        redirectUris: [`${hubUrl}/hub/oauth_callback`],
        postLogoutRedirectUris: [hubUrl],
      },
    ],
  });
  steps.onStop("Sign-in", identity.stop);
  const stripe = await startStripeSimulator({
    port: ports.stripe,
    webhookUrl: `${url}/api/webhooks/stripe`,
    webhookSecret: secrets.stripeWebhook,
    file: join(directory, "stripe.json"),
  });
  steps.onStop("Stripe", stripe.stop);
  const hopsworks = await startHopsworksSimulator({
    port: ports.hopsworks,
    apiKey: secrets.hopsworksKey,
    idpClientIds: ["atrium"],
  });
  steps.onStop("Hopsworks", hopsworks.stop);
}

async function startHub(
  { ports, secrets, directory }: DemoSettings,
  steps: Steps,
  options: Options,
  progress: (text: string) => void,
): Promise<StartedHub> {
  const python = options.withoutHub ? undefined : await pythonForHub();
  if (!python) {
    if (!options.withoutHub) progress("there is no Python 3.10 or newer here, so a simulator stands in for JupyterHub");
    const simulator = await startHubSimulator({ port: ports.hub, token: secrets.hubToken });
    steps.onStop("JupyterHub simulator", simulator.stop);
    return {
      apiUrl: simulator.apiUrl,
      publicUrl: simulator.publicUrl,
      isSimulated: true,
      label: "a simulator of JupyterHub (no Python ≥ 3.10 here)",
    };
  }
  await ensureHubVenv({ onProgress: progress });
  const hub = await startJupyterHub({
    directory: join(directory, "jupyterhub"),
    publicPort: ports.hub,
    hubPort: ports.hubApi,
    proxyApiPort: ports.hubProxy,
    oidc: { issuer: `http://localhost:${ports.identity}`, clientId: "jupyterhub", clientSecret: secrets.hubClient },
    portalToken: secrets.hubToken,
    profiles: Object.fromEntries(
      firstSizes.map(({ slug, cpuMilli, memoryMib, gpus }) => [slug, { cpuMilli, memoryMib, gpus }]),
    ),
    cleanupServers: true,
  });
  steps.onStop("JupyterHub", hub.stop);
  return {
    apiUrl: hub.apiUrl,
    publicUrl: hub.publicUrl,
    isSimulated: false,
    label: `JupyterHub ${hub.version} at ${hub.publicUrl}`,
  };
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
