import fc from "fast-check";
import { MINUTE, instant, later } from "~/core/clock";
import { heldBy } from "~/domain/billing/prices/quantities";
import type { Sighting } from "~/domain/metering/collection/segment";

const begin = instant("2026-03-10T10:00:00Z");

/** Few instants on purpose: what never collides proves nothing. */
const time = fc.integer({ min: 0, max: 8 }).map((step) => later(begin, step * 7 * MINUTE));

const sighting = fc.record({
  who: fc.constantFrom({}, { userId: "user_a", environmentId: "env_a" }, { userId: "user_b", environmentId: "env_b" }),
  // One that is known by halves, too: what two of them hold is not the same as what either does.
  held: fc
    .constantFrom(
      { cpuMilli: 0, memoryMib: 0, gpus: 0 },
      { cpuMilli: 2000, memoryMib: 4096, gpus: 1 },
      { cpuMilli: 3000, memoryMib: 0, gpus: 0 },
    )
    .map(heldBy),
  fromAt: time,
  seenAt: time,
  end: fc.option(fc.record({ toAt: time, endEvidence: fc.constantFrom("stopped" as const, "absent" as const) }), {
    nil: undefined,
  }),
});

/** What several collectors and the portal may come to say of one run, consistent or not. */
export const sightingsOfOneRun: fc.Arbitrary<Sighting[]> = fc
  .array(sighting, { minLength: 1, maxLength: 6 })
  .map((all) =>
    all.map(({ who, held, fromAt, seenAt, end }): Sighting => ({
      kind: "workload",
      clusterId: "cluster_1",
      sourceUid: "alice/@2026-03-10T10:00:00.000Z",
      ...who,
      held,
      fromAt,
      seenAt,
      ...end,
    })),
  );
