import { HOUR, later } from "../../../app/core/clock";
import { newId } from "../../../app/core/id";
import { callerOfApiKey } from "../../../app/domain/access/api-keys/caller-of-api-key.server";
import { createApiKey } from "../../../app/domain/access/api-keys/create-api-key.server";
import { revokeApiKey } from "../../../app/domain/access/api-keys/revoke-api-key.server";
import type { CreateApiKeyInput } from "../../../app/domain/access/api-keys/create-api-key-input";
import { at, type Calendar } from "./calendar";
import { memberNamed } from "./members";
import { viewerOf, type Happening, type World } from "./world";

type KeyPlan = {
  owner: string;
  name: string;
  grant: CreateApiKeyInput["grant"];
  days: CreateApiKeyInput["days"];
  made: number;
  /** How long ago it was used last, in hours, and from where. */
  usedHoursAgo?: number;
  usedFrom?: string;
  revoked?: number;
};

/** Addresses are of the ranges that are kept for documentation. */
const keys: readonly KeyPlan[] = [
  {
    owner: "ingrid.solberg",
    name: "Nightly forecast",
    grant: "run",
    days: 90,
    made: 12,
    usedHoursAgo: 3,
    usedFrom: "198.51.100.24",
  },
  {
    owner: "ingrid.solberg",
    name: "Grafana panel",
    grant: "read",
    days: 365,
    made: 40,
    usedHoursAgo: 0.2,
    usedFrom: "198.51.100.31",
  },
  {
    owner: "parisa.ghasemi",
    name: "Snakemake",
    grant: "run",
    days: 90,
    made: 3,
    usedHoursAgo: 27,
    usedFrom: "203.0.113.9",
  },
  {
    owner: "meilin.chen",
    name: "Cost report",
    grant: "read",
    days: 180,
    made: 20,
    usedHoursAgo: 9,
    usedFrom: "203.0.113.40",
  },
  { owner: "meilin.chen", name: "Old laptop", grant: "everything", days: 90, made: 6, revoked: 44 },
  {
    owner: "rashid.almansoori",
    name: "CI",
    grant: "run",
    days: 30,
    made: 11,
    usedHoursAgo: 1200,
    usedFrom: "192.0.2.77",
  },
  {
    owner: "nkechi.okafor",
    name: "Audit export",
    grant: "read",
    days: 365,
    made: 33,
    usedHoursAgo: 6,
    usedFrom: "192.0.2.15",
  },
  {
    owner: "jasper.whitfield",
    name: "Backtests",
    grant: "run",
    days: 90,
    made: 30,
    usedHoursAgo: 1,
    usedFrom: "198.51.100.180",
  },
  {
    owner: "ravi.subramanian",
    name: "Workshop, June",
    grant: ["environments:read", "environments:write"],
    days: 7,
    made: 60,
  },
  {
    owner: "arash.mohammadi",
    name: "Notebook on my laptop",
    grant: "everything",
    days: 30,
    made: 63,
    usedHoursAgo: 50,
    usedFrom: "203.0.113.201",
  },
  { owner: "luca.moretti", name: "Usage to spreadsheet", grant: ["usage:read", "billing:read"], days: 180, made: 70 },
];

/** Keys of members' programs: made, used and revoked. */
export function programs({ calendar }: World): Happening[] {
  return keys.flatMap((plan) => ofKey(plan, calendar));
}

function ofKey({ owner, name, grant, days, made, ...plan }: KeyPlan, calendar: Calendar): Happening[] {
  const { usedHoursAgo, usedFrom, revoked } = plan;
  const { email } = memberNamed(owner);
  const id = newId("key");
  let text = "";
  const happenings: Happening[] = [
    {
      at: at(calendar, made, 10, 12),
      does: async (world) => void ({ text } = await createApiKey(viewerOf(world, email), { id, name, days, grant })),
    },
  ];
  if (usedHoursAgo !== undefined)
    happenings.push({ at: later(calendar.now, -usedHoursAgo * HOUR), does: () => callerOfApiKey(text, usedFrom) });
  if (revoked !== undefined)
    happenings.push({ at: at(calendar, revoked, 16, 3), does: (world) => revokeApiKey(viewerOf(world, email), id) });
  return happenings;
}
