import { setTimeout as wait } from "node:timers/promises";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db, inBackground } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { crashesSeen, planCrashes, withCrashAt } from "~/testing/processes/crashing-writes";
import {
  emptyOutbox,
  fact,
  makeNotebook,
  notes,
  ofWhom,
  recordFactAbout,
  consumed,
} from "~/testing/webhooks/outbox-fixtures";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { consumeOutbox } from "./consume-outbox.server";
import type { OutboxConsumer } from "./outbox-consumer";
import { lockSequence, sequenceUpTo } from "./outbox.queries.server";

beforeAll(async () => {
  await makeNotebook();
  await planCrashes(["outbox", "outbox_consumers", "told"]);
});

beforeEach(emptyOutbox);

/** A transaction that has recorded a fact and waits for `commit` or `undo`. */
async function openTransaction(targetId: string) {
  const { promise: mayEnd, resolve: commit, reject: undo } = Promise.withResolvers<undefined>();
  const recorded = Promise.withResolvers<undefined>();
  const ended = transaction(async (tx) => {
    await recordActivity(tx, fact(targetId));
    recorded.resolve(undefined);
    await mayEnd;
  });
  await recorded.promise;
  return {
    commit: () => (commit(undefined), ended),
    undo: () => (undo(new Error("undone")), ended.catch(() => undefined)),
  };
}

describe("a consumer", () => {
  test("is told of every fact once, in the order in which they were written", async () => {
    for (const target of ["a", "b", "c"]) await recordFactAbout(target);
    expect(await consumeOutbox(notes("first"))).toBe(3);
    expect(await consumeOutbox(notes("first"))).toBe(0);
    expect(await consumed()).toEqual(["a", "b", "c"]);
  });

  test("is told nothing of what was undone or refused", async () => {
    const open = await openTransaction("a");
    await open.undo();
    await recordActivity(db, { ...fact("b"), outcome: "refused" });
    await recordFactAbout("c");
    await consumeOutbox(notes("first"));
    expect(await consumed()).toEqual(["c"]);
  });

  test("that cannot take many facts at once is given fewer, and one that it can never take holds up none before it", async () => {
    const most: OutboxConsumer = {
      name: "most",
      consume: async (tx, facts) => {
        if (facts.length > 10 || facts.some(({ targetId }) => targetId === "17")) throw new Error("too much");
        await notes("most").consume(tx, facts);
      },
    };
    await consumeOutbox(most);
    for (let n = 0; n < 20; n++) await recordFactAbout(String(n));
    for (let tries = 0; tries < 6; tries++) await expect(consumeOutbox(most)).rejects.toThrow("too much");
    expect(await consumed("most")).toEqual(Array.from({ length: 17 }, (_, n) => String(n)));
  });

  test("misses nothing of a transaction that commits after its cursor has passed later ids", async () => {
    const slow = await openTransaction("slow");
    await recordFactAbout("quick");
    await consumeOutbox(notes("first"));
    expect(await consumed()).toEqual(["quick"]);
    await slow.commit();
    await consumeOutbox(notes("first"));
    expect(await consumed()).toEqual(["quick", "slow"]);
  });

  test("that is new begins at the newest fact, and each goes at its own pace", async () => {
    await recordFactAbout("a");
    await consumeOutbox(notes("first"));
    expect(await consumeOutbox(notes("second"))).toBe(0);
    await recordFactAbout("b");
    await consumeOutbox(notes("second"));
    expect([await consumed(), await consumed("second")]).toEqual([["a"], ["b"]]);
  });
});

describe("nothing is lost and nothing comes twice", () => {
  test("when the consumer crashes between any two writes", async () => {
    let isOver = false;
    for (let at = 1; !isOver; at++) {
      await emptyOutbox();
      for (const target of ["a", "b", "c"]) await recordFactAbout(target);
      const seen = crashesSeen();
      await withCrashAt(at, () => consumeOutbox(notes("first")));
      isOver = crashesSeen() === seen;
      await consumeOutbox(notes("first"));
      expect(await consumed(), `crash at write ${at}`).toEqual(["a", "b", "c"]);
    }
    expect(crashesSeen()).toBeGreaterThanOrEqual(5);
  });

  test("when many consume at once, and none of them waits for another", async () => {
    for (let index = 0; index < 500; index++) await recordFactAbout(`env_${index}`);
    const counts = await Promise.all(Array.from({ length: 6 }, () => consumeOutbox(notes("first"))));
    expect(counts.reduce((sum, count) => sum + count)).toBe(500);
    expect(await consumed()).toEqual(Array.from({ length: 500 }, (_, index) => `env_${index}`));
  });

  test("when positions are given in a transaction that commits late", async () => {
    const given = Promise.withResolvers<undefined>();
    const mayEnd = Promise.withResolvers<undefined>();
    await recordFactAbout("a");
    const sequencing = transaction(async (tx) => {
      await lockSequence(tx);
      await sequenceUpTo(tx, 10);
      given.resolve(undefined);
      await mayEnd.promise;
    });
    await given.promise;
    await recordFactAbout("b");
    expect(await consumeOutbox(notes("first"))).toBe(0);
    mayEnd.resolve(undefined);
    await sequencing;
    await consumeOutbox(notes("first"));
    expect(await consumed()).toEqual(["a", "b"]);
  });

  test("when one comes while another is at its last batch", async () => {
    await recordFactAbout("a");
    const first = consumeOutbox(notes("first", () => wait(200)));
    await wait(100);
    await recordFactAbout("b");
    expect(await consumeOutbox(notes("first"))).toBe(0);
    await first;
    expect(await consumed()).toEqual(["a", "b"]);
  });
});

test("of one member, who could see a fact when they wrote the next one comes after it, with twenty at once and one that is slow", async () => {
  const seenBefore = new Map<string, string[]>();
  const slow = await openTransaction("slow");
  const write = (target: string) =>
    transaction(async (tx) => {
      const rows = await tx.execute<{ target: string }>(
        `select target_id as target from activity where subject_id = '${ofWhom}' and target_id like 'w%'`,
      );
      seenBefore.set(
        target,
        rows.map((row) => row.target),
      );
      await recordActivity(tx, fact(target));
      if (Math.random() < 0.2) await wait(Math.random() * 20);
    });
  let isWriting = true;
  const consuming = Promise.all(
    [1, 2].map(async () => {
      while (isWriting) await inBackground(() => consumeOutbox(notes("first")));
    }),
  );
  await Promise.all(
    Array.from({ length: 20 }, async (_, writer) => {
      for (let index = 0; index < 12; index++) await write(`w${writer}_${index}`);
    }),
  );
  await slow.commit();
  isWriting = false;
  await consuming;
  await consumeOutbox(notes("first"));
  const order = await consumed();
  expect(order).toHaveLength(241);
  expect(new Set(order).size).toBe(241);
  expect(order.indexOf("slow")).toBeGreaterThan(20);
  const placeOf = new Map(order.map((target, place) => [target, place]));
  const early = [...seenBefore].filter(([target, seen]) =>
    seen.some((other) => (placeOf.get(other) ?? Infinity) > (placeOf.get(target) ?? 0)),
  );
  expect(early).toEqual([]);
}, 60_000);
