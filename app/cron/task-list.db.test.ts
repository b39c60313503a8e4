import type { JobHelpers } from "graphile-worker";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { clock, DAY, shiftMachineTime } from "~/core/clock";
import type { ClusterId } from "~/core/id";
import { compareClocks } from "~/db/clock-trust.server";
import { sql } from "~/db/pool.server";
import { startHubAtAnyTime, type HubAtAnyTime } from "~/testing/processes/hub-at-any-time";
import { aCollectedCluster, emptyMetering } from "~/testing/billing/metering-fixtures";
import { tick } from "./run-task.server";
import { taskList } from "./task-list.server";

let hub: HubAtAnyTime;
let clusterId: ClusterId;

beforeAll(async () => {
  hub = await startHubAtAnyTime();
});
beforeEach(async () => {
  await emptyMetering();
  await sql`truncate cron_runs`;
  clusterId = await aCollectedCluster(hub.apiUrl);
  hub.control.calls = 0;
  await compareClocks();
});
afterEach(() => shiftMachineTime(0));
afterAll(() => hub.stop());

const refused = { refusal: "unavailable", code: "clockWrong" };
const work = async () => taskList["watch_cluster"]?.({ clusterId }, { job: { id: "1" } } as JobHelpers);

test("a job is not begun by a wrong clock: no hub is called, and it is done when the clock is right", async () => {
  shiftMachineTime(3 * DAY);
  await expect(work()).rejects.toMatchObject(refused);
  expect(hub.control.calls).toBe(0);
  shiftMachineTime(0);
  await work();
  expect(hub.control.calls).toBeGreaterThan(0);
});

test("a wrong clock claims no window of a scheduled task", async () => {
  shiftMachineTime(3 * DAY);
  await expect(tick("collect-usage", clock.now())).rejects.toMatchObject(refused);
  expect(await sql`select 1 from cron_runs`).toHaveLength(0);
  shiftMachineTime(0);
  expect(await tick("collect-usage", clock.now())).toBe(true);
});
