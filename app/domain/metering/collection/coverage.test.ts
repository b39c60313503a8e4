import { expect, test } from "vitest";
import { instant } from "~/core/clock";
import { firstOpenWindow, gapsOf, owedWindow, windowStateOf, type CollectorRun, type WindowState } from "./coverage";

const at = (time: string) => instant(`2026-03-10T${time}Z`);
const window = at("10:00:00");
const run = (state: CollectorRun["state"], finishedAt?: string): CollectorRun => ({
  windowStart: window,
  state,
  ...(finishedAt && { finishedAt: at(finishedAt) }),
});

test("a window is on time until the next one's collection is due, and late from then on", () => {
  expect(windowStateOf(window, run("done", "10:15:04"), at("12:00:00"))).toBe("ok");
  expect(windowStateOf(window, run("done", "10:30:00"), at("12:00:00"))).toBe("ok");
  expect(windowStateOf(window, run("done", "10:30:01"), at("12:00:00"))).toBe("late");
});

test("a window that nobody collected is due first and missing later; a worker that died over it does not hide that", () => {
  expect(windowStateOf(window, undefined, at("10:15:01"))).toBe("due");
  expect(windowStateOf(window, run("running"), at("10:15:01"))).toBe("running");
  expect(windowStateOf(window, undefined, at("10:30:01"))).toBe("missing");
  expect(windowStateOf(window, run("running"), at("10:30:01"))).toBe("missing");
  expect(windowStateOf(window, run("failed"), at("10:30:01"))).toBe("failed");
  expect(windowStateOf(window, { ...run("failed"), failureCode: "collectionMissed" }, at("10:30:01"))).toBe("missing");
});

test("a window is owed when it has ended, and final when a complete list began a window's length after that", () => {
  expect(owedWindow(at("10:15:00"))).toEqual(window);
  expect(owedWindow(at("10:29:59"))).toEqual(window);
  expect(firstOpenWindow(at("10:29:59"))).toEqual(window);
  expect(firstOpenWindow(at("10:30:00"))).toEqual(at("10:15:00"));
});

test("neighbouring windows without a collection are one gap; late ones are none", () => {
  const windows = (["ok", "failed", "missing", "late", "missing", "due"] satisfies WindowState[]).map((state, i) => ({
    windowStart: instant(window.getTime() + i * 15 * 60_000),
    state,
  }));
  expect(gapsOf(windows)).toEqual([
    { from: at("10:15:00"), to: at("10:45:00") },
    { from: at("11:00:00"), to: at("11:15:00") },
  ]);
});
