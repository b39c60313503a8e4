import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { clock, DAY, freezeClock, later } from "~/core/clock";
import { sql } from "~/db/pool.server";
import { deleteWebhook } from "~/domain/webhooks/endpoints/switch-webhook.server";
import type { Viewer } from "~/domain/identity/viewer";
import { cast } from "~/testing/cast";
import { startReceiver, type Receiver } from "~/testing/webhooks/webhook-receiver";
import {
  anEndpoint,
  attempts,
  deliverAll,
  deliveries,
  emptyWebhooks,
  memberOf,
  recordFact,
  starts,
} from "~/testing/webhooks/webhook-fixtures";
import { purgeDeliveries } from "./purge-deliveries.server";

let alice: Viewer;
let receiver: Receiver;

beforeAll(async () => {
  alice = await memberOf(cast.alice);
  receiver = await startReceiver();
  return () => receiver.stop();
});

beforeEach(async () => {
  await emptyWebhooks();
  receiver.received.length = 0;
  receiver.answer(204);
});

afterEach(() => freezeClock(undefined));

test("deliveries of more than 30 days ago are forgotten with their attempts, and younger ones are kept", async () => {
  const { id } = await anEndpoint(alice, receiver.url);
  await recordFact(starts(alice));
  await deliverAll();
  await sql`update webhook_deliveries set created_at = now() - interval '31 days'`;
  await sql`insert into webhook_deliveries (id, endpoint_id, event, payload, state, created_at)
    select 'old_' || n, ${id}, 'x', '{}', 'failed', now() - interval '40 days' from generate_series(1, 2500) n`;
  await recordFact(starts(alice));
  expect(await purgeDeliveries()).toBe(2501);
  expect(await deliveries()).toHaveLength(1);
  expect(await attempts()).toEqual([]);
  await deleteWebhook(alice, id);
  freezeClock(later(clock.now(), 31 * DAY));
  await purgeDeliveries();
  expect(await sql`select id from webhook_endpoints`).toEqual([]);
});
