import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { SECOND } from "~/core/clock";
import { sql } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import type { Viewer } from "~/domain/identity/viewer";
import { answeredFor } from "~/testing/answered-for";
import { cast } from "~/testing/cast";
import { startReceiver, type Receiver } from "~/testing/webhooks/webhook-receiver";
import { anEndpoint, deliveries, emptyWebhooks, memberOf, starts } from "~/testing/webhooks/webhook-fixtures";
import { startWorkers } from "./workers.server";

let alice: Viewer, bob: Viewer;
let receiver: Receiver, another: Receiver;
const toEnd: ChildProcess[] = [];
const waiting = { timeout: 15_000, interval: 50 };

beforeAll(async () => {
  [alice, bob] = [await memberOf(cast.alice), await memberOf(cast.bob)];
  [receiver, another] = [await startReceiver(), await startReceiver()];
  return async () => {
    await receiver.stop();
    await another.stop();
  };
});

beforeEach(async () => {
  await emptyWebhooks();
  for (const one of [receiver, another]) {
    one.received.length = 0;
    one.answer(204);
  }
});

afterEach(() => {
  for (const child of toEnd.splice(0)) child.kill("SIGKILL");
});

const record = (viewer: Viewer, target: string) => transaction((tx) => recordActivity(tx, starts(viewer, target)));
const targets = ({ received }: Receiver) =>
  received.map(({ body }) => (JSON.parse(body) as { data: { target: { id: string } } }).data.target.id);
const states = async () => (await deliveries()).map(({ state }) => state);

test("workers deliver an endpoint's events one after the other, in the order in which they happened", async () => {
  await anEndpoint(alice, receiver.url);
  let [atOnce, most] = [0, 0];
  receiver.answer((response) => {
    most = Math.max(most, ++atOnce);
    setTimeout(() => (atOnce--, response.writeHead(200).end()), 20);
  });
  const expected = Array.from({ length: 8 }, (_, index) => `env_${index}`);
  for (const target of expected) await record(alice, target);
  const workers = await startWorkers();
  try {
    await expect.poll(() => receiver.received.length, waiting).toBe(8);
    await expect.poll(states, waiting).toEqual(Array(8).fill("delivered"));
  } finally {
    await workers.stop();
  }
  expect(targets(receiver)).toEqual(expected);
  expect(most).toBe(1);
}, 40_000);

test("an event leaves within a second, one after the other", async () => {
  await anEndpoint(alice, receiver.url);
  const workers = await startWorkers();
  try {
    for (let index = 0; index < 5; index++) {
      const began = performance.now();
      await record(alice, `env_${index}`);
      await expect.poll(() => receiver.received.length, { timeout: 5000, interval: 5 }).toBe(index + 1);
      expect(performance.now() - began).toBeLessThan(SECOND);
    }
  } finally {
    await workers.stop();
  }
});

test("fifty events that a dead endpoint never answers delay another's by nothing", async () => {
  await anEndpoint(alice, receiver.url);
  await anEndpoint(bob, another.url);
  receiver.answer(() => undefined);
  const workers = await startWorkers();
  try {
    for (let index = 0; index < 50; index++) await record(alice, `env_${index}`);
    await expect.poll(() => receiver.received.length, waiting).toBeGreaterThan(0);
    for (let index = 0; index < 5; index++) {
      const began = performance.now();
      await record(bob, `env_b${index}`);
      await expect.poll(() => another.received.length, waiting).toBe(index + 1);
      expect(performance.now() - began).toBeLessThan(5000);
    }
    // One at a time is all that the dead one occupies.
    expect(receiver.received.length).toBeLessThanOrEqual(2);
  } finally {
    receiver.answer(204);
    await workers.stop();
  }
}, 60_000);

test("an attempt whose worker was killed in its midst is made again, with the same webhook-id", async () => {
  await anEndpoint(alice, receiver.url);
  receiver.answer(() => undefined);
  const child = fork("app/testing/processes/worker-process.ts", {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  toEnd.push(child);
  await once(child, "message");
  await record(alice, "env_1");
  await expect.poll(() => receiver.received.length, waiting).toBe(1);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(await states()).toEqual(["waiting"]);

  receiver.answer(204);
  await sql`update instances set seen_at = seen_at - interval '10 seconds'`;
  await answeredFor(11 * SECOND);
  const workers = await startWorkers();
  try {
    await expect.poll(states, waiting).toEqual(["delivered"]);
  } finally {
    await workers.stop();
  }
  const ids = receiver.received.map(({ headers }) => headers["webhook-id"]);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
}, 60_000);
