import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { newId, type ClusterId } from "~/core/id";
import { db, sql } from "~/db/pool.server";
import { fromStored } from "~/domain/billing/prices/quantities";
import { sightingsOfOneRun } from "~/testing/billing/metering-arbitraries";
import { aCollectedCluster, emptyMetering } from "~/testing/billing/metering-fixtures";
import { mergeSighting, type Segment, type Sighting } from "./segment";
import { upsertSegments } from "./sightings.queries.server";

let clusterId: ClusterId;

beforeEach(async () => {
  await emptyMetering();
  clusterId = await aCollectedCluster("http://127.0.0.1:9");
});

type Stored = Omit<Segment, "clusterId" | "sourceUid">;

async function stored(sourceUid: string): Promise<Stored | undefined> {
  const [row] = await sql<Record<string, unknown>[]>`
    select user_id as "userId", environment_id as "environmentId", kind, held,
      from_at as "fromAt", to_at as "toAt", end_evidence as "endEvidence", last_seen_at as "lastSeenAt"
    from metered_segments where source_uid = ${sourceUid}`;
  const known = row && Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
  return known && ({ ...known, held: fromStored(known["held"] as bigint[]) } as Stored);
}

test("the database merges sightings exactly as the pure function does", async () => {
  await fc.assert(
    fc.asyncProperty(sightingsOfOneRun, async (all) => {
      const sourceUid = newId("run");
      const sightings = all.map((one): Sighting => ({ ...one, clusterId, sourceUid }));
      for (const sighting of sightings) await upsertSegments(db, [mergeSighting(undefined, sighting)]);
      const expected = sightings.reduce<Segment | undefined>(mergeSighting, undefined);
      expect({ clusterId, sourceUid, ...(await stored(sourceUid)) }).toEqual(expected);
    }),
    { numRuns: 150 },
  );
});
