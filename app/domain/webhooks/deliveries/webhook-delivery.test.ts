import { readFileSync, globSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { HOUR, instant, later, MINUTE, SECOND } from "~/core/clock";
import { en } from "~/core/i18n/en";
import { isTaken, shownAnswer, waitAfter } from "./webhook-delivery";
import { installationEvents, webhookEvents } from "~/domain/webhooks/endpoints/webhook-events";
import { serializePayload } from "./webhook-payload";

const now = instant("2026-11-22T08:00:00Z");
const wait = (attempts: number, chance = 0.5, retryAfter?: string) =>
  waitAfter(attempts, { now, chance, ...(retryAfter !== undefined && { retryAfter }) });

describe("a delivery that failed", () => {
  test("is tried nine times within about a day, at growing distances", () => {
    const waits = Array.from({ length: 9 }, (_, index) => wait(index + 1));
    expect(waits).toEqual([
      5 * SECOND,
      30 * SECOND,
      2 * MINUTE,
      10 * MINUTE,
      HOUR,
      3 * HOUR,
      6 * HOUR,
      12 * HOUR,
      undefined,
    ]);
  });

  test("comes back a tenth sooner or later, so that a crowd does not come back at once", () => {
    expect([wait(5, 0), wait(5, 1)]).toEqual([54 * MINUTE, 66 * MINUTE]);
  });

  test.each<[string, number]>([
    ["60", MINUTE],
    ["1", 5 * SECOND],
    ["999999999", HOUR],
    [later(now, 20 * MINUTE).toUTCString(), 20 * MINUTE],
    [later(now, -HOUR).toUTCString(), 5 * SECOND],
    ["soon", 5 * SECOND],
    ["-5", 5 * SECOND],
  ])("waits as long as Retry-After: %s asks, but never an hour more", (retryAfter, expected) => {
    expect(wait(1, 0.5, retryAfter)).toBe(expected);
  });
});

test.each<[number, boolean]>([
  [200, true],
  [204, true],
  [299, true],
  [301, false],
  [400, false],
  [500, false],
])("status %d counts as taken: %s", (status, expected) => {
  expect(isTaken({ status })).toBe(expected);
});

test("an answer is kept to its first thousand letters, without what could not be stored or would disturb a page", () => {
  expect(shownAnswer("x".repeat(5000))).toHaveLength(1000);
  expect(shownAnswer("a\0b\u001b[31mc\nd\te")).toBe("a\uFFFDb\uFFFD[31mc\nd\te");
  expect(shownAnswer(`${"x".repeat(999)}🦊`).isWellFormed()).toBe(true);
});

test("a body says first what it is", () => {
  expect(serializePayload({ data: {}, type: "a.b", timestamp: "t", id: "i" })).toBe(
    '{"id":"i","type":"a.b","timestamp":"t","data":{}}',
  );
});

describe("the events that are offered", () => {
  const offered = [...Object.values(webhookEvents).flat(), ...installationEvents];

  test("are all recorded by something", () => {
    const sources = globSync("app/**/*.server.ts").map((file) => readFileSync(file, "utf8"));
    const recorded = new Set(
      sources
        .filter((source) => /record(Activity|Change)\(/.test(source))
        .flatMap((source) => [...source.matchAll(/"([a-z_]+\.[a-z_]+)"/g)].map(([, action]) => action)),
    );
    expect(offered.filter((event) => !recorded.has(event))).toEqual([]);
  });

  test("have words", () => {
    for (const event of [...offered, "webhook.test"]) expect(en.webhooks.event).toHaveProperty(event.replace(".", "_"));
  });
});
