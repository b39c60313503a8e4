import pino from "pino";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { en } from "~/core/i18n/en";
import { newId } from "~/core/id";
import { log } from "~/core/log.server";
import { paths } from "~/core/paths";
import { sql } from "~/db/pool.server";
import { addWebhook } from "~/domain/webhooks/endpoints/add-webhook.server";
import type { Viewer } from "~/domain/identity/viewer";
import * as one from "~/routes/pages/webhooks/webhook";
import * as add from "~/routes/pages/webhooks/webhook-new";
import * as secretPage from "~/routes/pages/webhooks/webhook-secret";
import * as list from "~/routes/pages/webhooks/webhooks";
import { cast } from "~/testing/cast";
import { cookieOf } from "~/testing/cluster-connections";
import { callWebhookRoute } from "~/testing/webhooks/webhook-addresses";
import { startReceiver, type Receiver } from "~/testing/webhooks/webhook-receiver";
import { emptyWebhooks, memberOf } from "~/testing/webhooks/webhook-fixtures";
import { guardedWith } from "~/testing/processes/stub-names";

let alice: Viewer;
let cookies: Record<"alice" | "ada", string>;
let receiver: Receiver;

beforeAll(async () => {
  alice = await memberOf(cast.alice);
  cookies = { alice: await cookieOf(cast.alice), ada: await cookieOf(cast.ada) };
  receiver = await startReceiver();
  return () => receiver.stop();
});

beforeEach(async () => {
  await emptyWebhooks();
  receiver.received.length = 0;
  receiver.answer(204);
});

const filledIn = (more: Record<string, string> = {}) => ({
  endpointId: newId("hook"),
  url: receiver.url,
  description: "Slack",
  "event:environment.start": "on",
  ...more,
});
const post = (form: Record<string, string>, cookie = cookies.alice) =>
  callWebhookRoute(add.action, paths.newWebhook, { cookie, form });
const listed = async (cookie = cookies.alice) =>
  (await callWebhookRoute(list.loader, paths.accountWebhooks, { cookie })).body["endpoints"] as {
    id: string;
    events: string[];
  }[];
const alices = (id: string, form?: Record<string, string>) => ({
  cookie: cookies.alice,
  params: { id },
  ...(form && { form }),
});

describe("adding an endpoint", () => {
  test("says its secret once: the same form again leads to the endpoint, without it", async () => {
    const form = filledIn();
    const { body } = await post(form);
    expect(body["secret"]).toMatch(/^whsec_[\w+/]{32}$/);
    expect(await post(form)).toEqual({ status: 302, location: `/account/webhooks/${form.endpointId}`, body: {} });
    expect(await listed()).toMatchObject([{ id: form.endpointId, events: ["environment.start"] }]);
    const seen = await callWebhookRoute(one.loader, "/", alices(form.endpointId));
    expect(JSON.stringify([seen.body, await listed()])).not.toContain(body["secret"]);
  });

  test("at the same moment twice is one endpoint and one secret", async () => {
    const form = filledIn();
    const answers = await Promise.all([post(form), post(form), post(form)]);
    expect(answers.filter(({ body }) => body["secret"])).toHaveLength(1);
    expect(await listed()).toHaveLength(1);
  });

  test.each<[string, Record<string, string>]>([
    ["addressInvalid", { url: "" }],
    ["addressInvalid", { url: "nonsense" }],
    ["addressInvalid", { url: "javascript:alert(1)" }],
    ["addressInvalid", { url: "https://me:secret@example.org/" }],
    ["addressInvalid", { url: "https://example.org:port/" }],
    ["addressNotHttps", { url: "http://example.org/" }],
    ["addressPrivate", { url: "https://10.0.0.1/" }],
    ["addressPrivate", { url: "https://169.254.169.254/latest" }],
    ["addressPrivate", { url: "https://[::ffff:192.168.0.1]/" }],
    ["addressIsPortal", { url: "http://localhost:3000/api/webhooks/stripe" }],
    ["webhookFormUsed", { endpointId: "hook_nonsense" }],
  ])("%s is said of %j, and what was typed stays", async (code, wrong) => {
    const form = filledIn(wrong);
    expect(await post(form)).toMatchObject({ status: 400, body: { problem: { code }, values: form } });
    expect(en.refusals).toHaveProperty(code);
    expect(await listed()).toEqual([]);
  });

  test.each([
    ["addressInvalid", { url: `https://example.org/${"x".repeat(2000)}` }],
    ["webhookDescriptionTooLong", { description: "x".repeat(121) }],
  ])("%s is said of what is too long", async (code, wrong) => {
    expect((await post(filledIn(wrong))).body).toMatchObject({ problem: { code } });
    expect(await listed()).toEqual([]);
  });

  test("asks for at least one event, and takes none that is not offered", async () => {
    const { "event:environment.start": _none, ...form } = filledIn();
    expect((await post({ ...form, "event:nonsense.here": "on" })).body).toMatchObject({
      problem: { code: "webhookEventsMissing" },
    });
    await post({ ...form, "event:nonsense.here": "on", "event:*": "on" });
    expect(await listed()).toMatchObject([{ events: ["*"] }]);
  });

  test("is refused where the name leads into a private network", async () => {
    const input = {
      id: newId("hook"),
      url: "https://hooks.example/",
      description: "",
      events: ["*"],
      hearsEverybody: false,
    };
    const refused = addWebhook(alice, input, guardedWith());
    await expect(refused).rejects.toMatchObject({ code: "addressPrivate" });
  });

  test("that hears everybody's events is for admins", async () => {
    expect((await post(filledIn({ hearsEverybody: "on" }))).body).toMatchObject({
      problem: { code: "webhookEverybodyForAdmins" },
    });
    expect((await post(filledIn({ hearsEverybody: "on" }), cookies.ada)).body).toHaveProperty("secret");
  });

  test("ends at ten, also when twelve are added at once", async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => post(filledIn())));
    expect(answers.filter(({ body }) => body["secret"])).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(2);
    expect(await listed()).toHaveLength(10);
  });
});

test("the secret stands in no log, no line of the activity, no address and not readable in the database", async () => {
  const logged: string[] = [];
  const form = filledIn({ url: `${receiver.url}?token=canary-5e1d` });
  const stream = (log as unknown as Record<symbol, { write: (line: string) => void }>)[pino.symbols.streamSym]!;
  const watched = vi.spyOn(stream, "write").mockImplementation((line) => void logged.push(line));
  log.level = "trace";
  const secrets: string[] = [];
  try {
    log.info("this reaches the log");
    secrets.push(String((await post(form)).body["secret"]));
    const { body } = await callWebhookRoute(secretPage.loader, "/", alices(form.endpointId));
    const rolled = await callWebhookRoute(
      secretPage.action,
      "/",
      alices(form.endpointId, { replaces: String(body["replaces"]) }),
    );
    secrets.push(String(rolled.body["secret"]));
  } finally {
    log.level = "silent";
    watched.mockRestore();
  }
  const rows = await sql`
    select row_to_json(activity)::text as line from activity
    union all select row_to_json(webhook_endpoints)::text from webhook_endpoints
    union all select row_to_json(webhook_deliveries)::text from webhook_deliveries`;
  expect(logged.length).toBeGreaterThan(0);
  const everything = JSON.stringify([logged, rows]);
  expect(secrets).toHaveLength(2);
  for (const secret of secrets) expect(everything).not.toContain(secret.slice(6));
  const activity = await sql`select row_to_json(activity)::text as line from activity where target_kind = 'webhook'`;
  expect(JSON.stringify(activity)).not.toContain("canary-5e1d");
});
