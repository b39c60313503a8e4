import type { ProviderSecrets } from "../../app/integrations/auth0/simulator";
import type { HopsworksSimulator } from "../../app/integrations/hopsworks/simulator";
import type { HubSimulator } from "../../app/integrations/jupyterhub/simulator";
import type { StripeSimulator } from "../../app/integrations/stripe/simulator";
import type { Receiver } from "./receiver";

/** What the demo runs, in the order of its ports. */
export const portalParts = [
  ...(["portal", "identity", "stripe", "hopsworks", "hub", "hubApi", "hubProxy"] as const),
  ...(["secondHopsworks", "secondHub", "receiver"] as const),
] as const;

export type Ports = Record<(typeof portalParts)[number], number>;

export type Secrets = {
  portal: string;
  portalClient: string;
  hubClient: string;
  hubToken: string;
  hopsworksKey: string;
  stripeWebhook: string;
  provider: ProviderSecrets;
};

/** `apiPort`: where the workspace API is at the root, as its older clients know it. */
export type DemoSettings = { directory: string; ports: Ports; apiPort: number; secrets: Secrets };

/** The two clusters: on the first is the real JupyterHub where there can be one, on the second a simulator. */
export const clusterNames = { first: "eu-1", second: "us-1" } as const;

export type StartedHub = { apiUrl: string; publicUrl: string; isSimulated: boolean; label: string };

/** What stands in for the world outside, as far as the seed has a hand in it. */
export type StandIns = {
  secrets: Secrets;
  stripe: StripeSimulator;
  hopsworks: HopsworksSimulator;
  secondHopsworks: HopsworksSimulator;
  secondHub: HubSimulator;
  receiver: Receiver;
};
