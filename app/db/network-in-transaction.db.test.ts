import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { outbound } from "~/core/network/outbound.server";
import { NetworkInTransaction } from "~/core/transaction-scope.server";
import { stripeClientAt } from "~/integrations/stripe/client.server";
import { transaction } from "./transaction.server";

const server = createServer((_, response) => response.end("{}"));
let seen = 0;
let base: string;
server.on("request", () => (seen += 1));

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const get = () =>
  outbound({ system: "somewhere", base, isBroken: () => false })({
    call: "GET /",
    method: "GET",
    path: "/",
    timeoutMs: 5000,
    safeToRepeat: true,
  });

const calls: [string, () => Promise<unknown>][] = [
  ["another system", get],
  ["Stripe", () => stripeClientAt("sk_test_atrium", base).checkoutOf("cs_test_1")],
];

test.each(calls)("%s is not asked while a transaction is open", async (_, call) => {
  seen = 0;
  await expect(transaction(call)).rejects.toBeInstanceOf(NetworkInTransaction);
  expect(seen).toBe(0);
});

test("before a transaction, after it, and beside it everybody is asked", async () => {
  seen = 0;
  await get();
  const [open, asked] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const beside = transaction(async () => {
    open.resolve();
    await asked.promise;
  });
  await open.promise;
  await get();
  asked.resolve();
  await beside;
  await get();
  expect(seen).toBe(3);
});

test("what a transaction leaves for after its end is outside of it", async () => {
  seen = 0;
  const over = Promise.withResolvers<void>();
  const { later } = await transaction(() => Promise.resolve({ later: over.promise.then(get) }));
  over.resolve();
  await later;
  expect(seen).toBe(1);
});
