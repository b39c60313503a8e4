import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { instant } from "~/core/clock";
import { collectNow } from "~/cron/collect-now.server";
import { sql } from "~/db/pool.server";
import { loader as page } from "~/routes/pages/admin/collection";
import { loader as progress } from "~/routes/pages/admin/collection-progress";
import { action as start } from "~/routes/pages/admin/collection-start";
import { browserOf, type Browser } from "~/testing/browser";
import { cast } from "~/testing/cast";
import { startHubAtAnyTime, type HubAtAnyTime } from "~/testing/processes/hub-at-any-time";
import { aCollectedCluster, emptyMetering } from "~/testing/billing/metering-fixtures";

let hub: HubAtAnyTime;
let ada: Browser;

beforeAll(async () => {
  hub = await startHubAtAnyTime();
});
beforeEach(async () => {
  await emptyMetering();
  await aCollectedCluster(hub.apiUrl, "north");
  ada = await browserOf(cast.ada);
});
afterAll(() => hub.stop());

const asked = (path: string, init: RequestInit = {}, params: Record<string, string> = {}) => ({
  request: new Request(`http://localhost:3000${path}`, { ...init, headers: { cookie: ada.cookie } }),
  params,
  context: {},
});
const shown = async () => (await page(asked("/admin/collection"))).run;
const begin = () => start(asked("/admin/collection/start", { method: "POST" }));

test("an admin has everything measured now, and the page follows that to its end", async () => {
  hub.control.trouble = "proxy";
  expect(await shown()).toBeUndefined();
  expect((await begin()).headers.get("location")).toBe("/admin/collection");
  const run = await shown();
  expect(run).toMatchObject({ state: "queued", of: 0, seen: 0, failures: [] });
  const again = (await begin()).headers.get("location");
  expect(again, "it is under way").toContain("/admin/collection?problem=");

  const runId = String(run?.runId);
  const stream = await progress(asked(`/admin/collection/${runId}/progress`, {}, { run: runId }));
  const [{ payload } = { payload: { requestedAt: "" } }] = await sql<{ payload: { requestedAt: string } }[]>`
    delete from graphile_worker._private_jobs returning payload`;
  await collectNow(instant(payload.requestedAt));
  const said = await stream.text();
  expect(said).toContain('{"state":"done"}');
  expect(said).toContain("event: end");
  expect(await shown()).toMatchObject({
    state: "done",
    of: 1,
    seen: 0,
    failures: [{ clusterName: "north", code: expect.any(String) as string }],
  });
});
