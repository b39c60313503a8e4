import { expect, test } from "vitest";
import { db, sql } from "~/db/pool.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { verifyActivity } from "~/domain/activity/verify-activity.server";
import { emptyActivity, pastTheGuards } from "~/testing/database/as-owner";
import { overviewView } from "~/ui/admin/overview-view";
import { overview } from "./overview.server";

/** The nightly check, as the clock runs and records it. */
async function check(): Promise<void> {
  const report = JSON.parse(JSON.stringify(await verifyActivity())) as never;
  await sql`insert into cron_runs (task, window_start, state, claimed_at, finished_at, report)
    values ('verify-activity', clock_timestamp(), 'done', now(), now(), ${sql.json(report)})`;
}

const urgent = async () => overviewView(await overview(db)).attention.map(({ kind }) => kind);

test("an admin is told first of all when somebody has altered the activity log", async () => {
  await emptyActivity();
  for (const targetId of ["user_1", "user_2", "user_3"])
    await recordActivity(db, { action: "member.join", targetKind: "user", targetId });
  expect(await urgent()).not.toContain("activityLogBroken");
  await check();
  expect(await urgent()).not.toContain("activityLogBroken");
  await pastTheGuards((owner) => owner`update activity set target_id = 'user_x' where target_id = 'user_3'`);
  await check();
  expect((await urgent())[0]).toBe("activityLogBroken");
});
