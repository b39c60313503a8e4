import { afterEach, beforeEach, expect, test } from "vitest";
import { clock, DAY, shiftMachineTime } from "~/core/clock";
import { onCommit } from "~/core/transaction-scope.server";
import { claimTick } from "~/cron/cron-runs.queries.server";
import { compareClocks } from "./clock-trust.server";
import { sql } from "./pool.server";
import { transaction } from "./transaction.server";

beforeEach(async () => {
  await sql`truncate cron_runs`;
});
afterEach(() => shiftMachineTime(0));

const refused = { refusal: "unavailable", code: "clockWrong" };
const write = (task: string, during: () => void = () => undefined) =>
  transaction(async (tx) => {
    await claimTick(tx, task, clock.now(), clock.now());
    during();
  });
const written = async () =>
  (await sql<{ task: string }[]>`select task from cron_runs order by task`).map(({ task }) => task);

test("a clock that was never compared keeps nothing from being written", async () => {
  await write("first");
  expect(await written()).toEqual(["first"]);
});

test.each([
  ["ahead", 3 * DAY],
  ["behind", -3 * DAY],
])(
  "work whose clock is set %s between two of its transactions writes nothing more, and goes on when it is right",
  async (_, skew) => {
    await compareClocks();
    await write("a");
    shiftMachineTime(skew);
    await expect(write("b")).rejects.toMatchObject(refused);
    shiftMachineTime(0);
    await write("c");
    expect(await written()).toEqual(["a", "c"]);
  },
);

test("what a transaction wrote while the clock was set is undone", async () => {
  await compareClocks();
  await expect(write("a", () => shiftMachineTime(3 * DAY))).rejects.toMatchObject(refused);
  expect(await written()).toEqual([]);
});

test("no transaction begins by a clock that is wrong", async () => {
  await compareClocks();
  shiftMachineTime(DAY);
  let began = false;
  await expect(transaction(() => Promise.resolve((began = true)))).rejects.toMatchObject(refused);
  expect(began).toBe(false);
});

test("what is to follow a commit follows it, once, and not when the transaction is undone", async () => {
  const followed: string[] = [];
  const follow = () => void followed.push("follow");
  await transaction(async (tx) => {
    onCommit(follow);
    await claimTick(tx, "a", clock.now(), clock.now());
    onCommit(follow);
    expect(followed).toEqual([]);
  });
  expect(followed).toEqual(["follow"]);
  const undone = transaction(() => {
    onCommit(follow);
    return Promise.reject(new Error("undone"));
  });
  await expect(undone).rejects.toThrow("undone");
  expect(followed).toEqual(["follow"]);
  onCommit(follow);
  expect(followed).toEqual(["follow", "follow"]);
});
