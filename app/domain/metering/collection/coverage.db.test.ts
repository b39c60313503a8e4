import { collectorRuns } from "@schema/metering";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { DAY, clock, later } from "~/core/clock";
import type { ClusterId } from "~/core/id";
import { db, sql } from "~/db/pool.server";
import { aCollectedCluster, at, emptyMetering } from "~/testing/billing/metering-fixtures";
import { collectionHealth } from "./collection-health.server";
import { collectionSummaries } from "./collection-summaries.server";
import { gapsOf, MISSED, owedWindow, type WindowState } from "./coverage";
import { gapsOfAll, latestGaps } from "./coverage.queries.server";
import { WINDOW } from "~/domain/metering/windows/usage-window";

beforeEach(emptyMetering);

const NOW = at("12:20");
const last = owedWindow(NOW);

const outcome = fc.constantFrom("nothing", "due", "running", "failed", "missed", "done", "at the edge", "late");

/** What a collection left of the window, if anything. */
function runOf(clusterId: ClusterId, windowStart: Date, came: string) {
  const minutes = { done: 16, "at the edge": 30, late: 31 }[came];
  if (came === "nothing") return [];
  const state = minutes ? ("done" as const) : came === "missed" ? ("failed" as const) : (came as "due");
  const finishedAt = minutes ? later(windowStart, minutes * 60_000) : null;
  return [{ clusterId, windowStart, state, finishedAt, failureCode: came === "missed" ? MISSED : null }];
}

async function aClusterThatJoined(joinedAt: Date): Promise<ClusterId> {
  const id = await aCollectedCluster("http://127.0.0.1:9/hub/api");
  await sql`update clusters set created_at = ${joinedAt} where id = ${id}`;
  return id;
}

test("a cluster's windows in numbers are what its windows say one by one, also of one that joined within the day", async () => {
  const old = await aClusterThatJoined(later(NOW, -3 * DAY));
  const young = await aClusterThatJoined(at("09:07"));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(outcome, outcome), { minLength: 98, maxLength: 98 }), async (outcomes) => {
      await sql`truncate collector_runs`;
      const runs = outcomes.flatMap(([ofOld, ofYoung], back) => {
        const windowStart = later(last, -back * WINDOW);
        return [...runOf(old, windowStart, ofOld), ...runOf(young, windowStart, ofYoung)];
      });
      if (runs.length > 0) await db.insert(collectorRuns).values(runs);
      const health = await collectionHealth(db, NOW);
      const summaries = await collectionSummaries(db, NOW, [old, young]);
      for (const { name, windows } of health) {
        const count = (...states: WindowState[]) => windows.filter(({ state }) => states.includes(state)).length;
        expect(summaries.find((one) => one.name === name)).toMatchObject({
          owed: windows.length,
          ok: count("ok"),
          late: count("late"),
          failed: count("failed"),
          missing: count("missing"),
        });
      }
      for (const { clusterId, windows } of health) {
        const gaps = gapsOf(windows).reverse();
        const day = { from: later(last, -95 * WINDOW), last };
        expect(await latestGaps(db, clusterId, day, 3)).toEqual({ all: gaps.length, latest: gaps.slice(0, 3) });
      }
      const inTrouble = health.flatMap(({ name, windows }) => {
        const gaps = windows.slice(-4).filter(({ state }) => state === "failed" || state === "missing").length;
        return gaps > 0 ? [{ name, windows: gaps }] : [];
      });
      const gaps = await gapsOfAll(db, { from: later(last, -3 * WINDOW), last }, 1);
      expect(gaps.worst).toEqual(inTrouble.slice(0, 1));
      expect(gaps.clusters).toBe(inTrouble.length);
    }),
    { numRuns: 25 },
  );
});

test("no cluster, and one that joined just now, owe nothing", async () => {
  expect(await collectionSummaries(db, NOW, [])).toEqual([]);
  expect(await gapsOfAll(db, { from: last, last }, 3)).toEqual({ clusters: 0, latestFailed: false, worst: [] });
  const id = await aClusterThatJoined(clock.now());
  await sql`update clusters set created_at = ${NOW}`;
  expect(await collectionSummaries(db, NOW, [id])).toMatchObject([{ owed: 0, missing: 0, failed: 0 }]);
});
