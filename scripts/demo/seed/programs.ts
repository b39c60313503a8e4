import { freezeClock, HOUR, later, MINUTE, SECOND } from "../../../app/core/clock";
import { newId } from "../../../app/core/id";
import { callerOfApiKey } from "../../../app/domain/access/caller-of-api-key.server";
import { createApiKey } from "../../../app/domain/access/create-api-key.server";
import { revokeApiKey } from "../../../app/domain/access/revoke-api-key.server";
import type { CreateApiKeyInput } from "../../../app/domain/access/create-api-key-input";
import { addWebhook } from "../../../app/domain/account/add-webhook.server";
import { recordActivity } from "../../../app/domain/activity/record-activity.server";
import { deliverWebhook } from "../../../app/domain/webhooks/deliver-webhook.server";
import { at, type Calendar } from "./calendar";
import { waitingDeliveries } from "./history.queries.server";
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

type HookPlan = { owner: string; path: string; description: string; events: string[]; added: number; all?: boolean };

const hooks: readonly HookPlan[] = [
  {
    owner: "ingrid.solberg",
    path: "/tickets",
    description: "Ticket system",
    events: ["environment.failed", "credits.grant"],
    added: 13,
  },
  {
    owner: "parisa.ghasemi",
    path: "/lab-chat",
    description: "Lab chat",
    events: ["environment.ready", "environment.stopped"],
    added: 66,
  },
  { owner: "meilin.chen", path: "/gone", XX, added: 21 },
  {
    owner: "nkechi.okafor",
    path: "/audit",
    description: "Audit archive",
    events: ["environment.ready"],
    added: 34,
    all: true,
  },
];

/** Programs of members, and where members want to be told of events. */
export function programs({ standIns, calendar }: Pick<World, "standIns" | "calendar">): Happening[] {
  standIns.receiver.troubles.push(
    { path: "/lab-chat", from: at(calendar, 80, 5), to: at(calendar, 80, 10, 40) },
    { path: "/lab-chat", from: at(calendar, 87, 5), to: at(calendar, 87, 7, 20) },
    { path: "/audit", from: at(calendar, 60, 8), to: at(calendar, 60, 11) },
  );
  return [...keys.flatMap((plan) => ofKey(plan, calendar)), ...hooks.map((plan) => ofHook(plan, calendar))];
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

function ofHook({ owner, path, description, events, added, all = false }: HookPlan, calendar: Calendar): Happening {
  const { email } = memberNamed(owner);
  const does = async (world: World) => {
    const viewer = { ...viewerOf(world, email), isAdmin: all };
    const url = world.standIns.receiver.url + path;
    await addWebhook(viewer, { id: newId("hook"), url, description, events, hearsEverybody: all });
    world.heard.add(viewer.userId);
  };
  return { at: at(calendar, added, 11, 30), does };
}

/** When a delivery is tried: at once, and after each failure a little later, as the portal's own waits have it. */
const tries = [SECOND, 6 * SECOND, 36 * SECOND, 2.6 * MINUTE, 12.6 * MINUTE, 73 * MINUTE, 253 * MINUTE, 613 * MINUTE];

/** Does the jobs of webhooks, each attempt in its time, until whatever waits has arrived, was given up or is not due yet. */
export async function deliverAll({ calendar }: World, clockBack: Date): Promise<void> {
  for (const wait of tries) {
    const waiting = await waitingDeliveries();
    if (waiting.length === 0) break;
    for (const { id, createdAt } of waiting) {
      const when = later(createdAt, wait);
      if (when > calendar.now) continue;
      freezeClock(when);
      await deliverWebhook(id, recordActivity);
    }
  }
  freezeClock(clockBack);
}
