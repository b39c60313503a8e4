import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY, instant, later } from "~/core/clock";
import { heldBy, quantitiesOf } from "~/domain/billing/prices/quantities";
import { WINDOW, usageDuring, usageIn, windowStartOf, windowsBetween, type Stretch, type Usage } from "./usage-window";

const begin = instant("2026-03-29T00:00:00Z");

const moment = fc.integer({ min: 0, max: 2 * DAY }).map((ms) => later(begin, ms));

const stretch: fc.Arbitrary<Stretch> = fc
  .record({ cpuMilli: fc.nat(128_000), memoryMib: fc.nat(4_000_000), gpus: fc.nat(16), a: moment, b: moment })
  .map(({ a, b, ...size }) => ({ held: heldBy(size), fromAt: a < b ? a : b, until: a < b ? b : a }));

const sum = (usages: readonly Usage[]): Usage => ({
  quantities: quantitiesOf((meter) => usages.reduce((all, { quantities }) => all + (quantities[meter] ?? 0n), 0n)),
  runningMs: usages.reduce((all, { runningMs }) => all + runningMs, 0n),
});

test("windows divide time exactly: what a run used is what its windows add up to", () => {
  fc.assert(
    fc.property(stretch, (one) => {
      const windows = windowsBetween(one.fromAt, one.until);
      expect(sum(windows.map((window) => usageIn(one, window)))).toEqual(usageDuring(one, one.fromAt, one.until));
    }),
    { numRuns: 500 },
  );
});

test("windows touch without overlapping, and each of them is touched by the run", () => {
  fc.assert(
    fc.property(stretch, (one) => {
      const windows = windowsBetween(one.fromAt, one.until);
      for (const [i, window] of windows.entries()) {
        expect(window).toEqual(windowStartOf(window));
        expect(windows[i + 1] ?? later(window, WINDOW)).toEqual(later(window, WINDOW));
        expect(usageIn(one, window).runningMs).toBeGreaterThan(0n);
      }
    }),
  );
});

test("a millisecond of the smallest size counts, and nothing is rounded", () => {
  const one = { held: heldBy({ cpuMilli: 1, memoryMib: 1, gpus: 1 }), fromAt: begin, until: later(begin, 1) };
  expect(usageIn(one, begin)).toEqual({
    quantities: { cpu_hours: 1n, memory_gb_hours: 1n, gpu_hours: 1n },
    runningMs: 1n,
  });
});

test("a run that ends before it begins used nothing", () => {
  const one = { held: heldBy({ cpuMilli: 1000, memoryMib: 1, gpus: 0 }), fromAt: later(begin, 5), until: begin };
  expect(windowsBetween(one.fromAt, one.until)).toEqual([]);
  expect(usageIn(one, begin).runningMs).toBe(0n);
});
