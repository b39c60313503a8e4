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

/** `apiPort`: where the workspace API is at the root, as its older clients know it. */
export type DemoSettings = { directory: string; ports: Ports; apiPort: number; secrets: Secrets };

export type StartedHub = { apiUrl: string; publicUrl: string; isSimulated: boolean; label: string };
