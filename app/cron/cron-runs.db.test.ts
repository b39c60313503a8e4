import { expect, test } from "vitest";
import { clock } from "~/core/clock";
import { db } from "~/db/pool.server";
import {
  addToReport,
  beginTaskRun,
  claimTick,
  findTaskRun,
  finishTaskRun,
  reportSoFar,
} from "./cron-runs.queries.server";

const TASK = "collect-now";

test("what many workers add to a run's report at the same moment is there, each once, until the run is done", async () => {
  const window = clock.now();
  await claimTick(db, TASK, window, window);
  await beginTaskRun(db, TASK, window, window);
  await reportSoFar(db, TASK, window, { of: 30, clusters: [] });
  const ids = Array.from({ length: 30 }, (_, index) => `cluster_${index}`);
  await Promise.all(ids.map((clusterId) => addToReport(db, TASK, window, "clusters", { clusterId, ok: true })));
  const { of, clusters } = (await findTaskRun(db, TASK, window))?.report as {
    of: number;
    clusters: { clusterId: string }[];
  };
  expect(of).toBe(30);
  expect(clusters.map(({ clusterId }) => clusterId).sort()).toEqual([...ids].sort());

  await finishTaskRun(db, TASK, window, window, { state: "done", report: { of: 30, clusters: [] } });
  await addToReport(db, TASK, window, "clusters", { clusterId: "late", ok: true });
  expect((await findTaskRun(db, TASK, window))?.report).toEqual({ of: 30, clusters: [] });
});
