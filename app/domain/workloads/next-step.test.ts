import { describe, expect, test } from "vitest";
import { HOUR, MINUTE, SECOND, instant, later } from "~/core/clock";
import type { BackendState, Observation } from "~/core/workload-backend";
import { usualTimeouts } from "~/integrations/jupyterhub/http-client.server";
import { nextStep, type Expectation } from "./next-step";
import { ASK_TAKES, START_TIMEOUT } from "./workload";

const now = instant("2026-03-01T12:00:00Z");
const ago = (ms: number) => later(now, -ms);

const seen = (state: BackendState, more: Partial<Observation> = {}): Observation => ({
  state,
  ownerExists: true,
  ...more,
});
const run = (more: Partial<NonNullable<Expectation["run"]>> = {}) => ({
  asks: 1,
  askedAt: ago(MINUTE),
  answeredAt: null,
  backendRunId: null,
  ...more,
});
const starting = (more: Partial<Expectation> = {}): Expectation => ({
  desired: "running",
  desiredReason: "startRequested",
  desiredAt: ago(MINUTE),
  observed: "unknown",
  run: run(),
  ...more,
});
const stopping = (more: Partial<Expectation> = {}): Expectation => ({
  ...starting({ desired: "stopped", desiredReason: "stoppedByOwner", run: run({ backendRunId: "r1" }) }),
  ...more,
});

describe("a start", () => {
  test("asks the backend once, then watches it", () => {
    const unasked = starting({ run: run({ asks: 0, askedAt: null }) });
    expect(nextStep(unasked, seen("stopped"), now)).toEqual({ do: "start" });
    expect(nextStep(starting(), seen("starting"), now)).toEqual({ do: "record", observed: "starting" });
    expect(nextStep(starting({ observed: "starting" }), seen("starting"), now)).toEqual({ do: "look_again" });
    expect(nextStep(starting(), seen("running"), now)).toEqual({ do: "record", observed: "running" });
  });

  test("records the backend's name of the run as soon as it is told", () => {
    const watched = starting({ observed: "starting" });
    expect(nextStep(watched, seen("starting", { runId: "r1" }), now)).toEqual({ do: "record", observed: "starting" });
    const known = { ...watched, run: run({ backendRunId: "r1" }) };
    expect(nextStep(known, seen("starting", { runId: "r1" }), now)).toEqual({ do: "look_again" });
  });

  test("is never asked for again blindly: the backend is first asked what went wrong", () => {
    expect(nextStep(starting(), seen("stopped"), now)).toEqual({ do: "explain_failure" });
  });

  test("does not go on for ever", () => {
    const longAgo = starting({ desiredAt: ago(START_TIMEOUT + 1) });
    for (const state of ["starting", "busy", "stopping", "stopped"] as const)
      expect(nextStep(longAgo, seen(state), now)).toEqual({ do: "give_up", reason: "startTookTooLong" });
    expect(nextStep(longAgo, seen("running"), now)).toEqual({ do: "record", observed: "running" });
  });
});

describe("what runs", () => {
  const running = starting({ observed: "running", run: run({ backendRunId: "r1" }) });

  test("is left alone while the backend agrees", () => {
    expect(nextStep(running, seen("running", { runId: "r1" }), now)).toEqual({ do: "rest" });
  });

  test("has ended when somebody else stopped it, and is not started again", () => {
    expect(nextStep(running, seen("stopped"), now)).toEqual({ do: "accept_end" });
    expect(nextStep(running, seen("stopping"), now)).toEqual({ do: "look_again" });
  });

  test("is another run when it was restarted behind the portal's back", () => {
    expect(nextStep(running, seen("running", { runId: "r2" }), now)).toEqual({ do: "replace_run" });
  });
});

describe("a stop", () => {
  test("is asked for again until the run is gone, also while it is still starting", () => {
    for (const state of ["running", "starting", "busy"] as const)
      expect(nextStep(stopping({ observed: "running" }), seen(state, { runId: "r1" }), now)).toEqual({ do: "stop" });
    expect(nextStep(stopping({ observed: "running" }), seen("stopping"), now)).toEqual({ do: "look_again" });
    expect(nextStep(stopping({ observed: "running" }), seen("stopped"), now)).toEqual({
      do: "record",
      observed: "stopped",
    });
    expect(nextStep(stopping({ observed: "stopped" }), seen("stopped"), now)).toEqual({ do: "rest" });
  });

  test("of a start whose answer was lost waits until the start would show", () => {
    const lost = stopping({ run: run({ askedAt: ago(ASK_TAKES - 1) }) });
    expect(nextStep(lost, seen("stopped"), now)).toEqual({ do: "look_again" });
    expect(nextStep(lost, seen("running", { runId: "r1", startedAt: now }), now)).toEqual({ do: "stop" });
    const answered = { ...lost, run: run({ askedAt: ago(ASK_TAKES) }) };
    expect(nextStep(answered, seen("stopped"), now)).toEqual({ do: "record", observed: "stopped" });
  });

  test("of a start that was answered is confirmed as soon as nothing runs", () => {
    const failed = stopping({ run: run({ askedAt: ago(2 * SECOND), answeredAt: ago(SECOND) }) });
    expect(nextStep(failed, seen("stopped"), now)).toEqual({ do: "record", observed: "stopped" });
    expect(nextStep(failed, seen("starting"), now)).toEqual({ do: "stop" });
    expect(nextStep({ ...failed, observed: "stopped" }, seen("running"), now)).toEqual({ do: "adopt" });
  });

  test("is not over when it was confirmed: a start that lay on its way until then is stopped too", () => {
    const confirmed = stopping({ observed: "stopped", run: run({ askedAt: ago(5 * MINUTE) }) });
    const late = seen("running", { runId: "r9", startedAt: ago(4 * MINUTE), clusterTime: now });
    expect(nextStep(confirmed, late, now)).toEqual({ do: "stop" });
    const muchLater = { ...confirmed, run: run({ askedAt: ago(4 * MINUTE + START_TIMEOUT) }) };
    expect(nextStep(muchLater, late, now)).toEqual({ do: "adopt" });
  });

  test("waits for longer than asking for a start may take by itself", () => {
    const { read, change } = usualTimeouts;
    const reading = 3 * read + SECOND;
    expect(ASK_TAKES).toBeGreaterThan(reading + change + reading);
  });

  test("ends what shows up long after a start was given up, whatever its name", () => {
    const givenUp = stopping({
      desiredReason: "hubUnreachable",
      desiredAt: ago(HOUR),
      run: run({ askedAt: ago(2 * HOUR) }),
    });
    const late = seen("running", { runId: "r9", startedAt: ago(30 * MINUTE), clusterTime: now });
    expect(nextStep(givenUp, late, now)).toEqual({ do: "stop" });
    const slow = { ...givenUp, desiredReason: "startTookTooLong" as const, run: run({ backendRunId: "r9" }) };
    expect(nextStep(slow, late, now)).toEqual({ do: "stop" });
    expect(nextStep({ ...slow, observed: "stopped" }, late, now)).toEqual({ do: "stop" });
  });
});

describe("what somebody started on the cluster's own pages", () => {
  test("is theirs to keep, once the run before it was seen stopped", () => {
    const stopped = stopping({ observed: "stopped" });
    expect(nextStep(stopped, seen("running", { runId: "r2" }), now)).toEqual({ do: "adopt" });
    expect(nextStep(stopped, seen("starting", { runId: "r2" }), now)).toEqual({ do: "rest" });
  });

  test("is so too when it began after the stop that nobody saw the end of, on whatever clock", () => {
    for (const skew of [-3 * HOUR, 0, 3 * HOUR]) {
      const clusterTime = later(now, skew);
      const began = (ms: number) => seen("running", { runId: "r2", startedAt: later(clusterTime, -ms), clusterTime });
      expect(nextStep(stopping({ desiredAt: ago(MINUTE) }), began(10 * SECOND), now)).toEqual({ do: "adopt" });
      expect(nextStep(stopping({ desiredAt: ago(MINUTE) }), began(2 * MINUTE), now)).toEqual({ do: "stop" });
    }
  });

  test("and so is the same run that was only thought to have ended", () => {
    const thought = stopping({ desiredReason: "stoppedOutside", observed: "stopped" });
    expect(nextStep(thought, seen("running", { runId: "r1" }), now)).toEqual({ do: "adopt" });
  });

  test("is nothing new while nothing runs", () => {
    const never: Expectation = { desired: "stopped", desiredAt: ago(HOUR), observed: "stopped" };
    expect(nextStep(never, seen("stopped"), now)).toEqual({ do: "rest" });
    expect(nextStep(never, seen("running", { runId: "r1" }), now)).toEqual({ do: "adopt" });
  });
});
