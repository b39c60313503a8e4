import { afterAll, beforeEach, expect, test } from "vitest";
import type { UserId } from "~/core/id";
import { db, sql } from "~/db/pool.server";
import { aCluster, aUser, resetSimulators, jobsWaiting, startSimulators } from "~/testing/placement-fixtures";
import { admitWaiting } from "./admit-waiting.server";
import { placeMember } from "./place-member.server";
import { placementOf } from "./placement-of.server";
import { requestPlacement } from "./request-placement.server";
import { resumePlacements } from "./resume-placements.server";

const simulators = await startSimulators();
afterAll(() => simulators.stop());
beforeEach(() => resetSimulators(simulators));

async function membersAsking(count: number): Promise<UserId[]> {
  const members: UserId[] = [];
  for (let n = 0; n < count; n++) {
    members.push(await aUser(`m${n}@example.org`));
    await requestPlacement(members[n]!);
  }
  return members;
}

const placeAll = (members: readonly UserId[]) => Promise.all(members.map(placeMember));
const statesOf = (members: readonly UserId[]) =>
  Promise.all(members.map(async (id) => (await placementOf(db, id))?.state));
const positionsOf = (members: readonly UserId[]) =>
  Promise.all(members.map(async (id) => (await placementOf(db, id))?.queuePosition));
const counts = () => sql<{ name: string; members: number; assigned: bigint }[]>`
  select name, member_count as members, (select count(*) from assignments a where a.cluster_id = c.id) as assigned from clusters c order by name`;

test("who finds no free capacity waits, in the order of asking, and is no failure", async () => {
  await aCluster(simulators, { maxMembers: 1 });
  const members = await membersAsking(3);
  await placeAll([...members].reverse());
  expect(await statesOf(members)).toEqual(["placed", "waiting", "waiting"]);
  expect(await positionsOf(members)).toEqual([undefined, 1, 2]);
  const waiting = await placementOf(db, members[1]!);
  expect(waiting?.steps.map((step) => step.state)).toEqual(["pending", "pending", "pending", "pending"]);
});

test("when capacity is added exactly as many are placed as fit, oldest first", async () => {
  const cluster = await aCluster(simulators, { maxMembers: 1 });
  const members = await membersAsking(6);
  await placeAll(members);
  expect(await admitWaiting()).toBe(0);
  await sql`update clusters set max_members = 3 where id = ${cluster}`;
  await sql`truncate graphile_worker._private_jobs`;
  const admitted = await Promise.all([admitWaiting(), admitWaiting(), admitWaiting()]);
  expect(admitted.toSorted()).toEqual([0, 0, 2]);
  expect(await statesOf(members)).toEqual(["placed", "placing", "placing", "waiting", "waiting", "waiting"]);
  expect(await jobsWaiting()).toBe(2);
  await placeAll(members);
  expect(await statesOf(members)).toEqual(["placed", "placed", "placed", "waiting", "waiting", "waiting"]);
  expect(await positionsOf(members.slice(3))).toEqual([1, 2, 3]);
  expect(await counts()).toMatchObject([{ members: 3, assigned: 3n }]);
});

test("a newcomer does not overtake those who wait or are on their way to the capacity that was added", async () => {
  const cluster = await aCluster(simulators, { maxMembers: 1 });
  const [first, second] = await membersAsking(2);
  await placeAll([first!, second!]);
  await sql`update clusters set max_members = 2 where id = ${cluster}`;
  const newcomer = await aUser("late@example.org");
  await requestPlacement(newcomer);
  await placeMember(newcomer);
  expect(await statesOf([second!, newcomer])).toEqual(["waiting", "waiting"]);
  expect(await admitWaiting()).toBe(1);
  await placeMember(newcomer);
  await placeMember(second!);
  expect(await statesOf([second!, newcomer])).toEqual(["placed", "waiting"]);
});

test("a cluster that accepts nobody has no capacity", async () => {
  await aCluster(simulators, { acceptsMembers: false });
  const members = await membersAsking(1);
  await placeAll(members);
  expect(await statesOf(members)).toEqual(["waiting"]);
  await sql`update clusters set accepts_members = true`;
  expect(await admitWaiting()).toBe(1);
  await placeAll(members);
  expect(await statesOf(members)).toEqual(["placed"]);
});

test("without any cluster everybody waits", async () => {
  const members = await membersAsking(1);
  await placeAll(members);
  expect(await statesOf(members)).toEqual(["waiting"]);
  expect(await admitWaiting()).toBe(0);
});

test("thirty members at once spread evenly over three clusters, none over its limit", async () => {
  await aCluster(simulators, { name: "a", maxMembers: 40 });
  await aCluster(simulators, { name: "b", maxMembers: 20 });
  await aCluster(simulators, { name: "c", maxMembers: 2 });
  const members = await membersAsking(30);
  const ends = await Promise.allSettled(members.map(placeMember));
  expect(ends.filter((end) => end.status === "rejected")).toEqual([]);
  expect(new Set(await statesOf(members))).toEqual(new Set(["placed"]));
  const rows = await counts();
  expect(rows.map((row) => row.members)).toEqual([19, 10, 1]);
  expect(rows.every((row) => BigInt(row.members) === row.assigned)).toBe(true);
});

test("thirty members at once fill three small clusters to the brim and the rest wait", async () => {
  for (const name of ["a", "b", "c"]) await aCluster(simulators, { name, maxMembers: 7 });
  const members = await membersAsking(30);
  await placeAll(members);
  expect((await counts()).map((row) => row.members)).toEqual([7, 7, 7]);
  expect(await statesOf(members)).toEqual([...Array<string>(21).fill("placed"), ...Array<string>(9).fill("waiting")]);
});

test("a placement whose worker died is taken up again, one that waits for its turn is left alone", async () => {
  await aCluster(simulators);
  const [alice, bob] = [await aUser("alice@example.org"), await aUser("bob@example.org")];
  await requestPlacement(alice);
  await requestPlacement(bob);
  expect(await resumePlacements()).toBe(0);
  await sql`update placements set requested_at = now() - interval '10 minutes'`;
  expect(await resumePlacements()).toBe(0);
  await sql`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'dead' where key = ${`place:${alice}`}`;
  expect(await resumePlacements()).toBe(1);
  expect(await resumePlacements()).toBe(0);
  await placeMember(alice);
  expect(await placementOf(db, alice)).toMatchObject({ state: "placed" });
});
