import { freezeClock, later, MINUTE, SECOND } from "../../../app/core/clock";
import { newId } from "../../../app/core/id";
import { addWebhook } from "../../../app/domain/webhooks/endpoints/add-webhook.server";
import { consumeOutbox } from "../../../app/domain/activity/outbox/consume-outbox.server";
import { webhookConsumer } from "../../../app/domain/webhooks/deliveries/create-deliveries.server";
import { deliverWebhook } from "../../../app/domain/webhooks/deliveries/deliver-webhook.server";
import { at, type Calendar } from "./calendar";
import { waitingDeliveries } from "./history.queries.server";
import { memberNamed } from "./members";
import { viewerOf, type Happening, type World } from "./world";

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
  { owner: "meilin.chen", path: "/gone", description: "Old chat", events: ["environment.ready"], added: 21 },
  {
    owner: "nkechi.okafor",
    path: "/audit",
    description: "Audit archive",
    events: ["member.join", "cluster.change", "credits.reverse"],
    added: 34,
    all: true,
  },
];

/** Where members want to be told of events. */
export function webhooks(world: World): Happening[] {
  planTroubles(world);
  return hooks.map((plan) => ofHook(plan, world.calendar));
}

/** On two mornings on which its owner works, the chat of her lab takes nothing until noon. */
function planTroubles({ standIns, calendar, ahead }: World): void {
  const owner = memberNamed("parisa.ghasemi");
  const days = [...new Set(ahead.filter(({ who, day }) => who === owner && day > 66).map(({ day }) => day))];
  for (const day of [days.at(-2), days.at(-5)])
    if (day !== undefined)
      standIns.receiver.troubles.push({ path: "/lab-chat", from: at(calendar, day, 5), to: at(calendar, day, 12) });
}

function ofHook({ owner, path, description, events, added, all = false }: HookPlan, calendar: Calendar): Happening {
  const { email } = memberNamed(owner);
  const does = async (world: World) => {
    const viewer = { ...viewerOf(world, email), isAdmin: all };
    const url = world.standIns.receiver.url + path;
    await addWebhook(viewer, { id: newId("hook"), url, description, events, hearsEverybody: all });
  };
  return { at: at(calendar, added, 11, 30), does };
}

/** When a delivery is tried: at once, and after each failure a little later, as the portal's own waits have it. */
const tries = [SECOND, 6 * SECOND, 36 * SECOND, 2.6 * MINUTE, 12.6 * MINUTE, 73 * MINUTE, 253 * MINUTE, 613 * MINUTE];

/** Makes the deliveries of what was recorded and does their jobs, each attempt in its time, until whatever waits has arrived, was given up or is not due yet. */
export async function deliverAll({ calendar }: World, clockBack: Date): Promise<void> {
  await consumeOutbox(webhookConsumer);
  for (const wait of tries) {
    const waiting = await waitingDeliveries();
    if (waiting.length === 0) break;
    for (const { id, createdAt } of waiting) {
      const when = later(createdAt, wait);
      if (when > calendar.now) continue;
      freezeClock(when);
      await deliverWebhook(id);
    }
  }
  freezeClock(clockBack);
}
