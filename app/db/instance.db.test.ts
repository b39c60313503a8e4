import { expect, test } from "vitest";
import { instanceId } from "./instance.server";
import { closePool } from "./pool.server";

test("a process is called the same as long as its connections are open, and otherwise afterwards", async () => {
  const [first, again] = await Promise.all([instanceId(), instanceId()]);
  expect(again).toBe(first);
  await closePool();
  expect(await instanceId()).not.toBe(first);
  await closePool();
});
