import { beforeAll, beforeEach, expect, test } from "vitest";
import { db, sql } from "~/db/pool.server";
import { emptyOutbox, makeNotebook, notes, recordFactAbout, consumed } from "~/testing/webhooks/outbox-fixtures";
import { consumeOutbox } from "./consume-outbox.server";
import { consumerLags } from "./outbox.queries.server";
import { purgeOutbox } from "./purge-outbox.server";

beforeAll(makeNotebook);
beforeEach(emptyOutbox);

test("says how many facts wait for each consumer and for how long", async () => {
  await consumeOutbox(notes("second"));
  await recordFactAbout("a");
  await recordFactAbout("b");
  await consumeOutbox(notes("first"));
  await recordFactAbout("c");
  await sql`update outbox set created_at = now() - interval '90 seconds'`;
  const lags = new Map((await consumerLags(db)).map((lag) => [lag.name, lag]));
  expect([lags.get("first")?.facts, lags.get("second")?.facts]).toEqual([1, 3]);
  expect(lags.get("second")?.seconds).toBeCloseTo(90, -1);
  await consumeOutbox(notes("first"));
  expect((await consumerLags(db)).find(({ name }) => name === "first")).toEqual({
    name: "first",
    facts: 0,
    seconds: 0,
  });
});

test("forgets facts of more than seven days ago that every consumer has consumed, and positions go on", async () => {
  await consumeOutbox(notes("second"));
  await sql`
    with lines as (
      insert into activity (at, action, target_kind, target_id)
      select now(), 'cluster.add', 'cluster', 'old' from generate_series(1, 1100) returning id)
    insert into outbox (activity_id) select id from lines`;
  for (const name of ["first", "second"]) await consumeOutbox(notes(name));
  await recordFactAbout("unconsumed");
  await consumeOutbox(notes("first"));
  await sql`update outbox set created_at = now() - interval '8 days'`;
  await recordFactAbout("new");
  expect(await purgeOutbox()).toBe(1100);
  await consumeOutbox(notes("second"));
  expect((await consumed("second")).slice(-2)).toEqual(["unconsumed", "new"]);
  expect(await purgeOutbox()).toBe(1);
  await consumeOutbox(notes("first"));
  expect(await purgeOutbox()).toBe(0);
  await sql`delete from outbox`;
  await recordFactAbout("last");
  await consumeOutbox(notes("first"));
  expect((await consumed()).at(-1)).toBe("last");
});
