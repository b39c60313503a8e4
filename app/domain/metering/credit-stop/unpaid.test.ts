import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HOUR, MINUTE, instant, later } from "~/core/clock";
import type { EnvironmentId } from "~/core/id";
import { nano } from "~/core/money";
import { firstPriceBook } from "~/domain/billing/prices/first-price-book";
import { pricePerUnit, type PriceBook } from "~/domain/billing/prices/price-book";
import { unpaidEnvironments, type RunningEnvironment, type UncollectedRun } from "./unpaid";

const noon = instant("2026-03-10T12:00:00Z");
const book: PriceBook = { id: "book_1", version: 1, currency: "EUR", ...firstPriceBook };
const free: PriceBook = {
  ...book,
  prices: {
    cpu_hours: pricePerUnit("cpu_hours", nano(0n)),
    memory_gb_hours: pricePerUnit("memory_gb_hours", nano(0n)),
    gpu_hours: pricePerUnit("gpu_hours", nano(0n)),
  },
};

/** 0.04 a core-hour, 0.005 a GiB-hour: 0.05 an hour. */
const small = { cpuMilli: 1000, memoryMib: 2048, gpus: 0 };

const aRunning = (id: string, uncollectedFrom: Date, lastSeenAt: Date, shape = small): RunningEnvironment => ({
  id: id as EnvironmentId,
  ...shape,
  uncollectedFrom,
  lastSeenAt,
});

type Given = { now?: Date; books?: PriceBook[]; ended?: UncollectedRun[] };

const unpaid = (
  available: bigint,
  environments: RunningEnvironment[],
  { now = noon, books = [book], ended = [] }: Given = {},
) =>
  unpaidEnvironments({ ownerId: "user_1", available: nano(available), environments, ended }, books, now).map(
    ({ id }) => id,
  );

const hourAgo = later(noon, -HOUR);

describe("what an account's credit no longer pays for", () => {
  test("is nothing while a nano is left, and everything with a price when none is", () => {
    const one = [aRunning("env_1", hourAgo, noon)];
    expect(unpaid(50_000_001n, one)).toEqual([]);
    expect(unpaid(50_000_000n, one)).toEqual(["env_1"]);
  });

  test("counts all of the account's environments together", () => {
    const two = [aRunning("env_1", hourAgo, noon), aRunning("env_2", later(noon, -30 * MINUTE), noon)];
    expect(unpaid(75_000_001n, two)).toEqual([]);
    expect(unpaid(75_000_000n, two)).toEqual(["env_1", "env_2"]);
  });

  test("counts what ended and was not collected yet", () => {
    const ended = [{ ...small, uncollectedFrom: later(noon, -3 * HOUR), endedAt: later(noon, -2 * HOUR) }];
    const one = [aRunning("env_1", hourAgo, noon)];
    expect(unpaid(100_000_001n, one, { ended })).toEqual([]);
    expect(unpaid(100_000_000n, one, { ended })).toEqual(["env_1"]);
  });

  test("leaves out what costs nothing, with or without credit", () => {
    const nothing = { cpuMilli: 0, memoryMib: 0, gpus: 0 };
    expect(unpaid(0n, [aRunning("env_1", hourAgo, noon)], { books: [free] })).toEqual([]);
    expect(unpaid(-5n, [aRunning("env_1", hourAgo, noon), aRunning("env_2", hourAgo, noon, nothing)])).toEqual([
      "env_1",
    ]);
  });

  test("does not count time in which nobody saw it, nor time that has not come", () => {
    const unseen = [aRunning("env_1", later(noon, -13 * HOUR), later(noon, -12 * HOUR))];
    expect(unpaid(50_000_001n, unseen)).toEqual([]);
    const seenTomorrow = [aRunning("env_1", hourAgo, later(noon, 24 * HOUR))];
    expect(unpaid(50_000_001n, seenTomorrow)).toEqual([]);
  });
});

const minutes = fc.integer({ min: 0, max: 10_000 });
const environment = fc.record({ from: minutes, seen: minutes, cores: fc.integer({ min: 0, max: 8 }) });

test("more credit never stops more, and what is stopped always has a price", () => {
  fc.assert(
    fc.property(
      fc.array(environment, { maxLength: 5 }),
      fc.bigInt(-(10n ** 10n), 10n ** 12n),
      fc.bigInt(0n, 10n ** 11n),
      (drawn, available, more) => {
        const environments = drawn.map(({ from, seen, cores }, i) =>
          aRunning(`env_${i}`, later(noon, -from * MINUTE), later(noon, -seen * MINUTE), {
            cpuMilli: cores * 1000,
            memoryMib: 0,
            gpus: 0,
          }),
        );
        const stopped = unpaid(available, environments);
        expect(stopped).toEqual(expect.arrayContaining(unpaid(available + more, environments)));
        expect(stopped.every((id) => environments.find((one) => one.id === id)?.cpuMilli !== 0)).toBe(true);
        // 0.04 an hour a core, worked out in minutes: a minute is 40,000,000 / 60 nano, so all is compared times 60.
        const used = drawn.reduce((sum, { from, seen, cores }) => sum + BigInt(Math.max(0, from - seen) * cores), 0n);
        const roundingOfEach = 60n * BigInt(drawn.length);
        if (available * 60n > used * 40_000_000n + roundingOfEach) expect(stopped).toEqual([]);
        if (available * 60n < used * 40_000_000n - roundingOfEach)
          expect(stopped).toHaveLength(drawn.filter(({ cores }) => cores > 0).length);
      },
    ),
  );
});
