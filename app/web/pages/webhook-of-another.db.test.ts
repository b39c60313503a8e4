import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId, type WebhookDeliveryId, type WebhookEndpointId } from "~/core/id";
import { sql } from "~/db/pool.server";
import type { Viewer } from "~/domain/identity/viewer";
import * as one from "~/routes/pages/webhooks/webhook";
import * as remove from "~/routes/pages/webhooks/webhook-delete";
import * as enable from "~/routes/pages/webhooks/webhook-enable";
import * as add from "~/routes/pages/webhooks/webhook-new";
import * as pause from "~/routes/pages/webhooks/webhook-pause";
import * as progress from "~/routes/pages/webhooks/webhook-progress";
import * as resend from "~/routes/pages/webhooks/webhook-resend";
import * as secretPage from "~/routes/pages/webhooks/webhook-secret";
import * as tryOut from "~/routes/pages/webhooks/webhook-test";
import * as list from "~/routes/pages/webhooks/webhooks";
import { cast } from "~/testing/cast";
import { cookieOf } from "~/testing/cluster-connections";
import { callWebhookRoute } from "~/testing/webhooks/webhook-addresses";
import { startReceiver, type Receiver } from "~/testing/webhooks/webhook-receiver";
import {
  anEndpoint,
  deliveries,
  emptyWebhooks,
  memberOf,
  recordFact,
  starts,
} from "~/testing/webhooks/webhook-fixtures";

let alice: Viewer;
let cookies: Record<"charlie" | "ada", string>;
let receiver: Receiver;

beforeAll(async () => {
  alice = await memberOf(cast.alice);
  cookies = { charlie: await cookieOf(cast.charlie), ada: await cookieOf(cast.ada) };
  receiver = await startReceiver();
  return () => receiver.stop();
});

beforeEach(async () => {
  await emptyWebhooks();
  receiver.received.length = 0;
  receiver.answer(204);
});

describe("Charlie, for whom Alice's endpoint does not exist,", () => {
  let id: WebhookEndpointId;
  let delivery: WebhookDeliveryId;

  beforeEach(async () => {
    ({ id } = await anEndpoint(alice, receiver.url));
    await recordFact(starts(alice));
    delivery = (await deliveries())[0]!.id;
  });

  const form = {
    endpointId: newId("hook"),
    url: "https://example.org/",
    description: "mine",
    "event:*": "on",
    replaces: "x",
  };

  test.each<[string, Parameters<typeof callWebhookRoute>[0], Record<string, string>?]>([
    ["see it", one.loader],
    ["change it", one.action, form],
    ["ask for a new secret", secretPage.loader],
    ["make a new secret", secretPage.action, form],
    ["pause it", pause.action, {}],
    ["enable it", enable.action, {}],
    ["test it", tryOut.action, {}],
    ["send its messages again", resend.action, {}],
    ["follow it", progress.loader],
    ["ask to delete it", remove.loader],
    ["delete it", remove.action, {}],
  ])("cannot %s", async (_, handler, written) => {
    const before = await sql`select * from webhook_endpoints`;
    for (const cookie of [cookies.charlie, cookies.ada]) {
      const answer = await callWebhookRoute(handler, "/", {
        cookie,
        params: { id, delivery },
        ...(written && { form: written }),
      });
      expect(answer.status).toBe(404);
    }
    expect(await sql`select * from webhook_endpoints`).toEqual(before);
    expect(await deliveries()).toMatchObject([{ state: "waiting" }]);
  });

  test("cannot send Alice's message through an endpoint of his own, nor take its id", async () => {
    const mine = await anEndpoint(await memberOf(cast.charlie), receiver.url);
    const params = { id: mine.id, delivery };
    expect((await callWebhookRoute(resend.action, "/", { cookie: cookies.charlie, params, form: {} })).status).toBe(
      404,
    );
    expect(
      (
        await callWebhookRoute(add.action, "/", {
          cookie: cookies.charlie,
          form: { ...form, url: receiver.url, endpointId: id },
        })
      ).body,
    ).toMatchObject({
      problem: { code: "webhookFormUsed" },
    });
    expect((await callWebhookRoute(list.loader, "/", { cookie: cookies.charlie })).body["endpoints"]).toMatchObject([
      { id: mine.id },
    ]);
  });
});
