import type { ProviderSecrets } from "../../app/integrations/auth0/simulator";

/** What the demo runs, in the order of its ports. */
export const portalParts = ["portal", "identity", "stripe", "hopsworks", "hub", "hubApi", "hubProxy"] as const;

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

export type DemoSettings = { directory: string; ports: Ports; secrets: Secrets };

export type StartedHub = { apiUrl: string; publicUrl: string; isSimulated: boolean; label: string };
