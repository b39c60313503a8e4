import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instant } from "~/core/clock";
import type { UserId } from "~/core/id";
import { heldBy } from "~/domain/billing/prices/quantities";
import { sightingsOfOneRun } from "~/testing/billing/metering-arbitraries";
import { chargedUntil, mergeSighting, type Segment, type Sighting } from "./segment";

const at = (time: string) => instant(`2026-03-10T${time}Z`);

const small = heldBy({ cpuMilli: 1000, memoryMib: 2048, gpus: 0 });

const seen = (seenAt: string, more: Partial<Sighting> = {}): Sighting => ({
  clusterId: "cluster_1",
  sourceUid: "alice/@10:00",
  kind: "workload",
  held: small,
  fromAt: at("10:00:00"),
  seenAt: at(seenAt),
  ...more,
});

const mergeAll = (sightings: readonly Sighting[]) => sightings.reduce<Segment | undefined>(mergeSighting, undefined);

describe("sightings of one run", () => {
  test("say the same in any order and however often they come", () => {
    const shuffled = sightingsOfOneRun.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
    );
    fc.assert(
      fc.property(shuffled, ([all, again]) => {
        expect(mergeAll(again)).toEqual(mergeAll(all));
      }),
      { numRuns: 1000 },
    );
  });

  test("may be merged in parts: what one collector knows can be told to another", () => {
    const asSighting = ({ lastSeenAt, ...known }: Segment): Sighting => ({ ...known, seenAt: lastSeenAt });
    fc.assert(
      fc.property(sightingsOfOneRun, sightingsOfOneRun, (some, others) => {
        const rest = mergeAll(others);
        expect(rest && mergeSighting(mergeAll(some), asSighting(rest))).toEqual(mergeAll([...some, ...others]));
      }),
      { numRuns: 1000 },
    );
  });
});

test("an end that the portal saw counts over an absence, and the earlier of two", () => {
  const absent = seen("10:30:00", { toAt: at("10:30:00"), endEvidence: "absent" });
  const stopped = seen("10:40:00", { toAt: at("10:40:00"), endEvidence: "stopped" });
  const stoppedEarlier = seen("10:35:00", { toAt: at("10:35:00"), endEvidence: "stopped" });
  expect(mergeAll([absent, stopped])).toMatchObject({ toAt: at("10:40:00"), endEvidence: "stopped" });
  expect(mergeAll([stopped, stoppedEarlier, absent])).toMatchObject({ toAt: at("10:35:00") });
});

test("a server that shows itself again was never gone", () => {
  const absent = seen("10:30:00", { toAt: at("10:30:00"), endEvidence: "absent" });
  const back = mergeAll([seen("10:30:00"), absent, seen("10:45:00")]);
  expect(back).toMatchObject({ lastSeenAt: at("10:45:00") });
  expect(back?.toAt).toBeUndefined();
  expect(mergeAll([seen("10:15:00"), absent])).toMatchObject({ toAt: at("10:30:00"), endEvidence: "absent" });
});

test("a known owner and a known size count over unknown ones", () => {
  const owner = "user_1" as UserId;
  const nobody = seen("10:10:00", { held: {} });
  expect(mergeAll([nobody, seen("10:05:00", { userId: owner })])).toMatchObject({
    userId: owner,
    held: small,
    lastSeenAt: at("10:10:00"),
  });
});

test("an open segment is charged to its last sighting and no further", () => {
  expect(chargedUntil({ lastSeenAt: at("10:20:00") }, undefined)).toEqual(at("10:20:00"));
  expect(chargedUntil({ lastSeenAt: at("10:20:00"), toAt: at("10:12:00") }, undefined)).toEqual(at("10:12:00"));
});

test("an environment is never charged twice for one moment: a segment ends where the next one begins", () => {
  expect(chargedUntil({ lastSeenAt: at("10:20:00"), toAt: at("10:30:00") }, at("10:25:00"))).toEqual(at("10:25:00"));
  expect(chargedUntil({ lastSeenAt: at("10:20:00") }, at("10:25:00"))).toEqual(at("10:20:00"));
});
