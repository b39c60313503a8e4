import { describe, expect, test } from "vitest";
import { MINUTE, instant, later } from "~/core/clock";
import type { HubServer } from "~/integrations/jupyterhub/hub";
import { START_LIMIT, canBecome, nextStep, type EnvironmentState } from "./environment";

const now = instant("2026-03-01T12:00:00Z");
const since = (state: EnvironmentState, asks = 1, stateChangedAt = later(now, -MINUTE)) => ({
  state,
  asks,
  stateChangedAt,
});
const hub = (state: HubServer["state"]): HubServer => ({ state });

describe("a start", () => {
  test("asks the hub once, then watches it", () => {
    expect(nextStep(since("creating", 0), hub("stopped"), now)).toEqual({ do: "ask_start" });
    expect(nextStep(since("creating", 1), hub("pending"), now)).toEqual({ do: "look_again" });
    expect(nextStep(since("creating", 1), hub("ready"), now)).toEqual({
      do: "become",
      state: "running",
      reason: "ready",
    });
  });

  test("is never asked for again blindly: the hub is first asked what went wrong", () => {
    expect(nextStep(since("creating", 1), hub("stopped"), now)).toEqual({ do: "explain_failure" });
    expect(nextStep(since("creating", 1), hub("absent"), now)).toEqual({ do: "explain_failure" });
  });

  test("does not go on for ever", () => {
    const longAgo = later(now, -START_LIMIT - 1);
    expect(nextStep(since("creating", 1, longAgo), hub("pending"), now)).toMatchObject({
      state: "failed",
      reason: "startTookTooLong",
    });
    expect(nextStep(since("creating", 1, longAgo), hub("ready"), now)).toMatchObject({ state: "running" });
  });
});

describe("a running environment", () => {
  test("rests while the hub agrees", () => {
    expect(nextStep(since("running"), hub("ready"), now)).toEqual({ do: "rest" });
  });

  test("is stopped when somebody else stopped it", () => {
    expect(nextStep(since("running"), hub("stopped"), now)).toMatchObject({
      state: "stopped",
      reason: "stoppedOutside",
    });
  });
});

describe("a stop", () => {
  test("is asked for again until the server is gone, also while it is still starting", () => {
    expect(nextStep(since("stopping"), hub("ready"), now)).toEqual({ do: "ask_stop" });
    expect(nextStep(since("stopping"), hub("pending"), now)).toEqual({ do: "ask_stop" });
    expect(nextStep(since("stopping"), hub("stopping"), now)).toEqual({ do: "look_again" });
    expect(nextStep(since("stopping"), hub("stopped"), now)).toMatchObject({ state: "stopped" });
  });
});

test("a server that was started on the hub's own pages is found running", () => {
  expect(nextStep(since("stopped"), hub("ready"), now)).toMatchObject({ state: "running", reason: "startedOutside" });
  expect(nextStep(since("failed"), hub("stopped"), now)).toEqual({ do: "rest" });
});

test("nothing jumps from stopped to stopping, or from stopping to creating", () => {
  expect(canBecome("stopped", "stopping")).toBe(false);
  expect(canBecome("stopping", "creating")).toBe(false);
});
