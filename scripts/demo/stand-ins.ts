import { join } from "node:path";
import { firstSizes } from "../../app/domain/workloads/first-sizes";
import { startIdentityProvider } from "../../app/integrations/auth0/simulator";
import { startHopsworksSimulator } from "../../app/integrations/hopsworks/simulator";
import { startHubSimulator } from "../../app/integrations/jupyterhub/simulator";
import { startStripeSimulator } from "../../app/integrations/stripe/simulator";
import { cast } from "../../app/testing/cast";
import { pythonForHub, startJupyterHub } from "../stack/jupyterhub";
import { startReceiver } from "./receiver";
import type { DemoSettings, StandIns, StartedHub } from "./settings";
import type { Steps } from "./steps";

export const portalUrlOf = ({ ports }: DemoSettings) => `http://localhost:${ports.portal}`;

export const apiUrlOf = ({ apiPort }: DemoSettings) => `http://localhost:${apiPort}`;

/** Somebody has two sign-ins: this one is nobody's here until it is linked, or until it is used to come in as a new member. */
const aliceAtHome = {
  subject: "google-oauth2|104377",
  email: "a.analyst@home.example.org",
  givenName: "A.",
  familyName: "Analyst",
  name: "A. Analyst",
  role: "another sign-in, to link",
};

/** Starts what stands in for the world outside but for the first hub; each keeps what it knows in the demo's folder. */
export async function startStandIns(settings: DemoSettings, steps: Steps): Promise<StandIns> {
  const { ports, secrets, directory } = settings;
  await startIdentity(settings, steps);
  const stripe = await startStripeSimulator({
    port: ports.stripe,
    webhookUrl: `${portalUrlOf(settings)}/api/webhooks/stripe`,
    webhookSecret: secrets.stripeWebhook,
    file: join(directory, "stripe.json"),
  });
  steps.onStop("Stripe", stripe.stop);
  const common = { apiKey: secrets.hopsworksKey, idpClientIds: ["atrium"] };
  const file = (name: string) => join(directory, name);
  const hopsworks = await startHopsworksSimulator({ ...common, port: ports.hopsworks, file: file("hopsworks.json") });
  steps.onStop("Hopsworks", hopsworks.stop);
  const secondHopsworks = await startHopsworksSimulator({
    ...common,
    port: ports.secondHopsworks,
    file: file("second-hopsworks.json"),
  });
  steps.onStop("the second Hopsworks", secondHopsworks.stop);
  // One server each, so that both kinds of hub can be seen.
  const hub = { port: ports.secondHub, token: secrets.hubToken, file: file("second-hub.json"), namedServers: 0 };
  const secondHub = await startHubSimulator(hub);
  steps.onStop("the second hub", secondHub.stop);
  const receiver = await startReceiver(ports.receiver);
  steps.onStop("the receiver of webhooks", receiver.stop);
  return { secrets, stripe, hopsworks, secondHopsworks, secondHub, receiver };
}

async function startIdentity(settings: DemoSettings, steps: Steps): Promise<void> {
  const { ports, secrets, directory } = settings;
  const url = portalUrlOf(settings);
  // Another host than the portal's, as in life: a browser's cookies know no ports.
  const hubUrl = `http://127.0.0.1:${ports.hub}`;
  const identity = await startIdentityProvider({
    ...secrets.provider,
    port: ports.identity,
    cast: [...Object.values(cast), aliceAtHome],
    file: join(directory, "identity.json"),
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
}

/** Starts a real JupyterHub, or its simulator where there is no Python for one or none is wanted. */
export async function startHub(
  { ports, secrets, directory }: DemoSettings,
  steps: Steps,
  { withoutHub, progress }: { withoutHub: boolean; progress: (text: string) => void },
): Promise<StartedHub> {
  const python = withoutHub ? undefined : await pythonForHub();
  if (!python) {
    if (!withoutHub) progress("there is no Python 3.10 or newer here, so a simulator stands in for JupyterHub");
    const simulator = await startHubSimulator({
      port: ports.hub,
      token: secrets.hubToken,
      file: join(directory, "hub.json"),
    });
    steps.onStop("JupyterHub simulator", simulator.stop);
    return {
      apiUrl: simulator.apiUrl,
      publicUrl: simulator.publicUrl,
      isSimulated: true,
      label: `a simulator of JupyterHub${withoutHub ? "" : " (no Python ≥ 3.10 here)"}`,
    };
  }
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
    onProgress: progress,
  });
  steps.onStop("JupyterHub", hub.stop);
  return {
    apiUrl: hub.apiUrl,
    publicUrl: hub.publicUrl,
    isSimulated: false,
    label: `JupyterHub ${hub.version} at ${hub.publicUrl}`,
  };
}
