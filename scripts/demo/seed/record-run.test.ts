import { expect, test } from "vitest";
import { instant } from "../../../app/core/clock";
import { newId } from "../../../app/core/id";
import { recordsOf } from "./record-run";

const size = { id: newId("size"), slug: "small" as const, cpuMilli: 1000, memoryMib: 2048, gpus: 0 };
const from = instant("2026-03-02T08:00:00Z");
const to = instant("2026-03-02T09:30:00Z");
const run = { ownerId: newId("user"), environmentId: newId("env"), size, from, to };

const said = ({ lines }: ReturnType<typeof recordsOf>) =>
  lines.map(({ action, actorId, before, after, outcome }) => [action, actorId ?? null, before, after, outcome]);

test("a run that its owner stopped is in the activity log as the portal writes it", () => {
  expect(said(recordsOf(run))).toEqual([
    ["environment.start", run.ownerId, { state: "stopped" }, { state: "creating", size: "small" }, "success"],
    ["environment.ready", null, { state: "creating" }, { state: "running", reason: "ready" }, "success"],
    ["environment.stop", run.ownerId, { state: "running" }, { state: "stopping", reason: "stoppedByOwner" }, "success"],
  ]);
});

test("a start that failed before is a run, two lines of history and two lines of the log of its own, with its cause", () => {
  const cause = "no space left on the node's disk";
  const records = recordsOf({ ...run, failedBefore: { reason: "startFailed", cause } });
  expect(records.runs.map(({ endReason, readyAt }) => [endReason, readyAt])).toEqual([
    ["startFailed", null],
    ["stoppedByOwner", from],
  ]);
  expect(said(records).slice(1, 3)).toEqual([
    ["environment.failed", null, { state: "creating" }, { state: "failed", reason: "startFailed", cause }, "failed"],
    ["environment.start", run.ownerId, { state: "failed" }, { state: "creating", size: "small" }, "success"],
  ]);
  expect(records.events[1]).toMatchObject({ state: "failed", reason: "startFailed", reasonParams: { cause } });
});

test.each([
  ["creditUsedUp", "environment.stop", "stopping"],
  ["stoppedOutside", "environment.stopped", "stopped"],
] as const)("what ended because of %s was done by nobody", (endReason, action, state) => {
  const last = recordsOf({ ...run, endReason }).lines.at(-1);
  expect(last).toMatchObject({ action, actorId: null, after: { state, reason: endReason } });
});

test("what still runs has no end", () => {
  const { to: _, ...running } = run;
  const records = recordsOf(running);
  expect(records.runs[0]).toMatchObject({ readyAt: from, endedAt: null, endReason: null });
  expect(records.events.at(-1)).toMatchObject({ state: "running" });
});
