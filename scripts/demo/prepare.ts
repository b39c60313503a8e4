import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { newProviderSecrets } from "../../app/integrations/auth0/simulator";
import { DEVELOPMENT_SECRET } from "../../app/core/env.server";
import { readStateFile, writeStateFile } from "../../app/core/state-file.server";
import { firstFreePort, isListening } from "../stack/ports";
import { portalParts, type DemoSettings, type Ports, type Secrets } from "./settings";

/** Where clients of the older workspace API look for it. */
const API_PORT = 8000;

/** Where the demo keeps everything, on which ports it lives, and the secrets it made at its first start. */
export async function prepareDemo(given: Record<string, string | undefined>): Promise<DemoSettings> {
  const directory = resolve(given["ATRIUM_DATA"] ?? ".data/demo");
  mkdirSync(directory, { recursive: true });
  const ports = portsFrom(Number(given["PORT"] ?? 3000));
  await refuseBusyPorts(ports);
  const apiPort = await firstFreePort(API_PORT);
  return { directory, ports, apiPort, secrets: await keptSecrets(join(directory, "secrets.json")) };
}

/** The portal's port and those after it: always the same, so that addresses in the database stay true. */
function portsFrom(first: number): Ports {
  if (!Number.isInteger(first) || first < 1 || first > 65_000)
    throw new Error(`PORT must be a whole number from 1 to 65000. Example: PORT=4000 npm run demo`);
  return Object.fromEntries(portalParts.map((part, offset) => [part, first + offset])) as Ports;
}

async function refuseBusyPorts(ports: Ports): Promise<void> {
  for (const [part, port] of Object.entries(ports))
    if (await isListening(port))
      throw new Error(
        `Port ${port} (${part}) is in use. Stop what uses it (perhaps another demo), or choose other ports: PORT=4000 npm run demo (it takes ${portalParts.length}, from there on).`,
      );
}

async function keptSecrets(file: string): Promise<Secrets> {
  const kept = readStateFile(file);
  if (kept) return kept as Secrets;
  const made: Secrets = {
    portal: secret(),
    portalClient: secret(),
    hubClient: secret(),
    hubToken: secret(),
    hopsworksKey: `demo.${secret()}`,
    stripeWebhook: `whsec_${randomBytes(24).toString("hex")}`,
    provider: newProviderSecrets(),
  };
  writeStateFile(file, made);
  return made;
}

/** Marked, so that production refuses it; a hub takes tokens of at most 64 characters. */
const secret = () => `${DEVELOPMENT_SECRET}${randomBytes(24).toString("hex")}`;
