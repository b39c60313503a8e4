import fc from "fast-check";
import { expect, test } from "vitest";
import { instant } from "~/core/clock";
import { leastLoaded, personalNames, freeCapacity, type Capacity } from "./placement";

const aCapacity = (given: Partial<Capacity> = {}): Capacity => ({
  id: "cluster_a",
  acceptsMembers: true,
  memberCount: 0,
  maxMembers: 10,
  createdAt: instant("2026-01-01T00:00:00Z"),
  ...given,
});

test("a new member goes to the relatively emptiest cluster", () => {
  const small = aCapacity({ id: "small", memberCount: 2, maxMembers: 4 });
  const large = aCapacity({ id: "large", memberCount: 40, maxMembers: 100 });
  expect(leastLoaded([small, large])).toBe(large);
});

test("of equally loaded clusters the oldest is chosen, whatever the order", () => {
  const older = aCapacity({ id: "older" });
  const newer = aCapacity({ id: "newer", createdAt: instant("2026-02-01T00:00:00Z") });
  expect([leastLoaded([older, newer]), leastLoaded([newer, older])]).toEqual([older, older]);
});

test("a full cluster and one that accepts nobody are never chosen", () => {
  const full = aCapacity({ memberCount: 10 });
  const closed = aCapacity({ acceptsMembers: false });
  const none = aCapacity({ maxMembers: 0 });
  expect(leastLoaded([full, closed, none])).toBeUndefined();
  expect([full, closed, none].map(freeCapacity)).toEqual([0, 0, 0]);
});

test("placing everybody fills every cluster to its brim, evenly on the way, and never above", () => {
  const anyClusters = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(anyClusters, (limits) => {
      const clusters = limits.map((maxMembers, index) => aCapacity({ id: `c${index}`, maxMembers }));
      for (let next = leastLoaded(clusters); next; next = leastLoaded(clusters)) {
        next.memberCount++;
        const loads = clusters.map((one) => one.memberCount / one.maxMembers);
        const grain = Math.max(...limits.map((limit) => 1 / limit));
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(grain + 1e-9);
      }
      expect(clusters.map((one) => one.memberCount)).toEqual(limits);
    }),
  );
});

test("names come from the provider, else from the name, and are never empty", () => {
  expect(personalNames({ name: "x", givenName: "Ada", familyName: "Lovelace" })).toEqual({
    givenName: "Ada",
    familyName: "Lovelace",
  });
  expect(personalNames({ name: "Ada King Lovelace" })).toEqual({ givenName: "Ada", familyName: "King Lovelace" });
  expect(personalNames({ name: "Ada" })).toEqual({ givenName: "Ada", familyName: "Ada" });
  expect(personalNames({ name: " " })).toEqual({ givenName: "Member", familyName: "Member" });
});
