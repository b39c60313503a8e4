import type { Sql } from "postgres";
import { beforeEach, expect, test } from "vitest";
import { newId } from "~/core/id";
import { db, sql } from "~/db/pool.server";
import { emptyActivity, pastTheGuards } from "~/testing/database/as-owner";
import { recordActivity } from "./record-activity.server";
import { verifyActivity } from "./verify-activity.server";
import { verifyChain } from "./verify-chain.server";

const all = { state: "whole", scope: "all" };
const onlyNew = { state: "whole", scope: "new" };

beforeEach(async () => {
  await emptyActivity();
  await sql`truncate cron_runs`;
});

async function someLines(count: number): Promise<void> {
  for (let i = 0; i < count; i++)
    await recordActivity(db, { action: "member.join", targetKind: "user", targetId: newId("user") });
}

/** A night's check, as the clock runs and records it. */
async function aNightPasses() {
  await sql`update cron_runs set window_start = window_start - interval '1 day', finished_at = finished_at - interval '1 day'`;
  const report = await verifyActivity();
  await sql`insert into cron_runs (task, window_start, state, claimed_at, finished_at, report)
    values ('verify-activity', now(), 'done', now(), now(), ${sql.json(JSON.parse(JSON.stringify(report)) as never)})`;
  return report;
}

const tamper = (work: (owner: Sql) => Promise<unknown>) => pastTheGuards(work);

test("a night reads what is new, and every seventh reads all of it", async () => {
  await someLines(5);
  expect(await aNightPasses(), "the first").toMatchObject({ ...all, lines: 5 });
  for (let night = 2; night <= 7; night++) {
    await someLines(1);
    expect(await aNightPasses(), `night ${night}`).toMatchObject({ ...onlyNew, lines: 1 });
  }
  expect(await aNightPasses(), "a week later").toMatchObject({ ...all, lines: 11 });
  expect(await aNightPasses()).toMatchObject({ ...onlyNew, lines: 0 });
});

test.each<[string, (owner: Sql) => Promise<unknown>]>([
  ["edits a new line", (owner) => owner`update activity set target_id = 'x' where place = 5`],
  ["edits the line that was the last", (owner) => owner`update activity set target_id = 'x' where place = 3`],
  ["deletes a new line", (owner) => owner`delete from activity where place = 4`],
  ["cuts the end off", (owner) => owner`delete from activity where place >= 2`],
  ["empties it, heads and all", (owner) => owner`truncate activity, activity_heads`],
  [
    "slips a line in past the chain",
    (owner) =>
      owner`insert into activity (at, action, target_kind, target_id) values (now(), 'member.join', 'user', 'x')`,
  ],
])("the next night finds out who %s", async (_, work) => {
  await someLines(3);
  await aNightPasses();
  await someLines(2);
  await tamper(work);
  expect(await aNightPasses()).toMatchObject({ state: "broken", scope: "new" });
});

test("who edits what was checked before is found out within the week, and then every night", async () => {
  await someLines(5);
  await aNightPasses();
  await tamper((owner) => owner`update activity set target_id = 'x' where place = 2`);
  for (let night = 2; night <= 7; night++) expect(await aNightPasses(), `night ${night}`).toMatchObject(onlyNew);
  expect(await aNightPasses()).toMatchObject({ state: "broken", scope: "all", fault: { kind: "changed", place: 2 } });
  await someLines(1);
  expect(await aNightPasses(), "it stays found").toMatchObject({ state: "broken", scope: "all" });
});

test("by hand all of it is read, whatever was checked before", async () => {
  await someLines(2);
  await aNightPasses();
  expect(await verifyActivity({ all: true })).toMatchObject({ ...all, lines: 2 });
});

test("a check of a version before, which does not say what it read, counts as one of all that saw no last line", async () => {
  await someLines(2);
  await aNightPasses();
  await sql`update cron_runs set report = report - 'scope' - 'lastLine'`;
  expect(await aNightPasses()).toMatchObject({ ...all, lines: 2 });
});

test("reading all of it pauses after each page for as long as that took", async () => {
  await sql`insert into activity (at, action, target_kind, target_id) select now(), 'member.join', 'user', 'user_' || n from generate_series(1, 2500) n`;
  const pauses: number[] = [];
  const report = await verifyChain(db, { pause: (ms) => Promise.resolve(pauses.push(ms)) });
  expect(report).toMatchObject({ ...all, lines: 2500 });
  expect(pauses.length).toBeGreaterThanOrEqual(3);
  expect(pauses.every((ms) => ms > 0)).toBe(true);
});
