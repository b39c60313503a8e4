import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db, sql } from "~/db/pool.server";
import type { Viewer } from "~/domain/identity/viewer";
import { endpointsSwitchedOff } from "~/domain/webhooks/endpoints/endpoints.queries.server";
import * as one from "~/routes/pages/webhooks/webhook";
import * as enable from "~/routes/pages/webhooks/webhook-enable";
import * as pause from "~/routes/pages/webhooks/webhook-pause";
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
  deliverAll,
  deliveries,
  emptyWebhooks,
  memberOf,
  planned,
  recordFact,
  starts,
} from "~/testing/webhooks/webhook-fixtures";
import { attentionOf } from "~/ui/dashboard/attention";

let alice: Viewer;
let cookies: Record<"alice", string>;
let receiver: Receiver;

beforeAll(async () => {
  alice = await memberOf(cast.alice);
  cookies = { alice: await cookieOf(cast.alice) };
  receiver = await startReceiver();
  return () => receiver.stop();
});

beforeEach(async () => {
  await emptyWebhooks();
  receiver.received.length = 0;
  receiver.answer(204);
});

const alices = (id: string, form?: Record<string, string>) => ({
  cookie: cookies.alice,
  params: { id },
  ...(form && { form }),
});
const listed = async () => (await callWebhookRoute(list.loader, "/", { cookie: cookies.alice })).body["endpoints"];

describe("an endpoint's page", () => {
  test("changes its address and events; a private one is refused there, too", async () => {
    const { id } = await anEndpoint(alice, receiver.url);
    const change = (form: Record<string, string>) => callWebhookRoute(one.action, "/", alices(id, form));
    const form = { url: `${receiver.url}/new`, description: "", "event:credits.settle": "on" };
    expect(await change(form)).toMatchObject({ location: `/account/webhooks/${id}?saved` });
    expect(await listed()).toMatchObject([{ url: `${receiver.url}/new`, events: ["credits.settle"] }]);
    expect((await change({ ...form, url: "https://192.168.0.1/" })).body).toMatchObject({
      problem: { code: "addressPrivate" },
    });
  });

  test("sends a test that no event needs to be picked for, and shows what became of it", async () => {
    const { id } = await anEndpoint(alice, receiver.url);
    receiver.answer((response) => response.writeHead(200).end("thank you"));
    const { location } = await callWebhookRoute(tryOut.action, "/", alices(id, {}));
    await deliverAll();
    const { opened, deliveries: shown } = (
      await callWebhookRoute(one.loader, "/", { ...alices(id), query: new URL(location ?? "", "http://x").search })
    ).body as { opened: string; deliveries: { id: string; event: string; attempts: object[] }[] };
    expect(shown).toMatchObject([
      { id: opened, event: "webhook.test", attempts: [{ status: 200, answer: "thank you" }] },
    ]);
    expect(JSON.parse(receiver.received[0]!.body)).toMatchObject({ id: opened, type: "webhook.test" });
  });

  test("sends any message again, also one that was delivered or given up", async () => {
    const { id } = await anEndpoint(alice, receiver.url);
    await recordFact(starts(alice));
    for (const state of ["delivered", "failed"]) {
      await deliverAll();
      await sql`update webhook_deliveries set state = ${state}`;
      await sql`truncate graphile_worker._private_jobs`;
      const [delivery] = await deliveries();
      const params = { id, delivery: delivery!.id };
      const answer = await callWebhookRoute(resend.action, "/", { cookie: cookies.alice, params, form: {} });
      expect(answer.location).toBe(`/account/webhooks/${id}?open=${delivery!.id}`);
      expect(await planned()).toHaveLength(1);
    }
    await deliverAll();
    expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(receiver.received).toHaveLength(3);
  });

  test("and the dashboard say that it was switched off, until it is enabled", async () => {
    const { id } = await anEndpoint(alice, receiver.url, { description: "My bot" });
    receiver.answer(410);
    await callWebhookRoute(tryOut.action, "/", alices(id, {}));
    await deliverAll();
    const attention = async () =>
      attentionOf([], 1n, { impersonations: [], webhooksOff: await endpointsSwitchedOff(db, alice.userId) });
    expect(await attention()).toEqual([
      { kind: "webhookOff", endpointId: id, name: "My bot", reason: { code: "webhookGone" } },
    ]);
    const { endpoint } = (await callWebhookRoute(one.loader, "/", alices(id))).body;
    expect(endpoint).toMatchObject({ disabledReason: "webhookGone" });
    await callWebhookRoute(enable.action, "/", alices(id, {}));
    expect(await attention()).toEqual([]);
  });

  test("sends nothing while it is paused, and says why", async () => {
    const { id } = await anEndpoint(alice, receiver.url);
    await callWebhookRoute(pause.action, "/", alices(id, {}));
    const refused = await callWebhookRoute(tryOut.action, "/", alices(id, {}));
    expect(refused.location).toBe(`/account/webhooks/${id}?problem=webhookNotEnabled`);
    await callWebhookRoute(enable.action, "/", alices(id, {}));
    expect((await callWebhookRoute(tryOut.action, "/", alices(id, {}))).location).toContain("?open=");
  });
});

describe("making a new secret", () => {
  test("is done once by a form that is sent twice", async () => {
    const { id, secret } = await anEndpoint(alice, receiver.url);
    const { replaces } = (await callWebhookRoute(secretPage.loader, "/", alices(id))).body;
    const form = { replaces: String(replaces) };
    const made = (await callWebhookRoute(secretPage.action, "/", alices(id, form))).body["secret"];
    expect(made).toMatch(/^whsec_/);
    expect(made).not.toBe(secret);
    const again = await callWebhookRoute(secretPage.action, "/", alices(id, form));
    expect(again).toMatchObject({ status: 409, body: { problem: { code: "webhookSecretMade" } } });
  });
});
