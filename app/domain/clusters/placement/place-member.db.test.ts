import { afterAll, beforeEach, expect, test } from "vitest";
import { db, sql } from "~/db/pool.server";
import type { UserId } from "~/core/id";
import { activitiesOf } from "~/domain/activity/activities-of.server";
import { assignmentOf } from "./assignment-of.server";
import { MOST_ATTEMPTS, placementSteps } from "./placement";
import { placementOf } from "./placement-of.server";
import { aCluster, aUser, resetSimulators, jobsWaiting, startSimulators } from "~/testing/placement-fixtures";
import { placeMember } from "./place-member.server";
import { requestPlacement, retryPlacement } from "./request-placement.server";

const simulators = await startSimulators();
const { hopsworks, hub } = simulators;
afterAll(() => simulators.stop());
beforeEach(() => resetSimulators(simulators));

const stepStates = async (userId: Awaited<ReturnType<typeof aUser>>) =>
  (await placementOf(db, userId))?.steps.map((step) => step.state);

/** Everything that exists of a member, in every system, as counts. */
async function everythingOf(userId: string) {
  const [row] = await sql<{ assignments: bigint; members: bigint; lines: bigint }[]>`
    select (select count(*) from assignments where user_id = ${userId}) as assignments,
           (select sum(member_count) from clusters) as members,
           (select count(*) from activity where subject_id = ${userId} and action = 'cluster.assign') as lines`;
  const hopsworksUsers = hopsworks.control.users().length - 1;
  return {
    ...row,
    hopsworksUsers,
    projects: hopsworks.control.projects().length,
    hubUsers: hub.control.hub.users().length,
  };
}

const oneOfEverything = { assignments: 1n, members: 1n, lines: 1n, hopsworksUsers: 1, projects: 1, hubUsers: 1 };

const toldOf = async (userId: UserId) =>
  (await activitiesOf(db, userId, { limit: 50 })).toReversed().map(({ action }) => action);

test("a member gets a place on a cluster, a Hopsworks user, a project and a hub user", async () => {
  const clusterId = await aCluster(simulators, { name: "north" });
  const alice = await aUser("Alice@example.org", "Alice Analyst");
  await requestPlacement(alice);
  expect(await jobsWaiting()).toBe(1);
  await placeMember(alice);
  expect(await placementOf(db, alice)).toMatchObject({ state: "placed", clusterName: "north" });
  expect(await stepStates(alice)).toEqual(["done", "done", "done", "done"]);
  expect(await assignmentOf(db, alice)).toMatchObject({
    clusterId,
    hubUsername: "alice@example.org",
    hopsworksUsername: "alice000",
    hopsworksProject: "alice",
  });
  expect(hopsworks.control.users().at(-1)).toMatchObject({
    email: "alice@example.org",
    firstname: "Alice",
    lastname: "Analyst",
  });
  expect(hopsworks.control.users().at(-1)?.remote).toEqual({ clientId: "atrium", subject: "auth0|Alice@example.org" });
  expect(await everythingOf(alice)).toEqual(oneOfEverything);
  expect(await toldOf(alice)).toEqual(["placement.request", "cluster.assign", "placement.finish"]);
});

test("signing in ten times at once asks for one placement and makes one of everything", async () => {
  await aCluster(simulators);
  const alice = await aUser("alice@example.org");
  await Promise.all(Array.from({ length: 10 }, () => requestPlacement(alice)));
  expect(await jobsWaiting()).toBe(1);
  hopsworks.control.takeForProjects(50);
  const ends = await Promise.allSettled(Array.from({ length: 10 }, () => placeMember(alice)));
  expect(ends.some((end) => end.status === "fulfilled")).toBe(true);
  expect(await everythingOf(alice)).toEqual(oneOfEverything);
  await placeMember(alice);
  expect(await placementOf(db, alice)).toMatchObject({ state: "placed" });
});

test.each(placementSteps)(
  "a crash after the work of step %s, before its record, makes nothing a second time",
  async (step) => {
    await aCluster(simulators);
    const alice = await aUser("alice@example.org");
    await requestPlacement(alice);
    await placeMember(alice);
    const undone = placementSteps.slice(placementSteps.indexOf(step));
    await sql`update placements set state = 'placing', finished_at = null`;
    await sql`update placement_steps set state = 'running', finished_at = null where step = ${step}`;
    await sql`update placement_steps set state = 'pending', started_at = null, finished_at = null where step in ${sql(["", ...undone.slice(1)])}`;
    if (undone.includes("hopsworks_user")) await sql`update assignments set hopsworks_username = null`;
    if (undone.includes("hopsworks_project")) await sql`update assignments set hopsworks_project = null`;
    expect(await assignmentOf(db, alice)).toBeUndefined();
    await placeMember(alice);
    expect(await everythingOf(alice)).toEqual(oneOfEverything);
    expect(await assignmentOf(db, alice)).toMatchObject({ hopsworksUsername: "alice000", hopsworksProject: "alice" });
    expect(await placementOf(db, alice)).toMatchObject({ state: "placed" });
  },
);

test("Hopsworks being down is recorded at its step, and the placement goes on from there when it is back", async () => {
  await aCluster(simulators);
  const alice = await aUser("alice@example.org");
  await requestPlacement(alice);
  hopsworks.control.misbehave("refused", 3);
  await expect(placeMember(alice)).rejects.toMatchObject({ code: "hopsworksDown" });
  const down = await placementOf(db, alice);
  expect(down).toMatchObject({ state: "placing" });
  expect(down?.steps[1]).toMatchObject({
    step: "hopsworks_user",
    state: "failed",
    failureCode: "hopsworksDown",
    attempts: 1,
  });
  expect(await stepStates(alice)).toEqual(["done", "failed", "pending", "pending"]);
  await placeMember(alice);
  const back = await placementOf(db, alice);
  expect(back).toMatchObject({ state: "placed" });
  expect(back?.steps.map((step) => step.attempts)).toEqual([1, 2, 1, 1]);
  expect(back?.steps[1]?.failureCode).toBeUndefined();
});

test("a project that Hopsworks made while the connection broke is found, not made again", async () => {
  await aCluster(simulators);
  const alice = await aUser("alice@example.org");
  await requestPlacement(alice);
  hopsworks.control.misbehave("lost", 1, /createas/);
  await expect(placeMember(alice)).rejects.toMatchObject({ code: "hopsworksDown" });
  await placeMember(alice);
  expect(hopsworks.control.requests().filter((line) => line.includes("createas"))).toHaveLength(1);
  expect(await everythingOf(alice)).toEqual(oneOfEverything);
});

test("a project that Hopsworks is still making is waited for", async () => {
  await aCluster(simulators);
  const alice = await aUser("alice@example.org");
  await requestPlacement(alice);
  hopsworks.control.takeForProjects(400);
  const first = placeMember(alice);
  await expect.poll(() => hopsworks.control.projects().length, { timeout: 10_000 }).toBe(1);
  await expect(placeMember(alice)).rejects.toMatchObject({ code: "hopsworksStillCreating" });
  await first;
  expect(await placementOf(db, alice)).toMatchObject({ state: "placed" });
  expect(await everythingOf(alice)).toEqual(oneOfEverything);
});

test("the project takes the next name when somebody else has the first", async () => {
  await aCluster(simulators);
  hopsworks.control.addProject({ name: "Alice", ownerId: 10000, creationStatus: "DONE" });
  const alice = await aUser("alice@example.org");
  await requestPlacement(alice);
  await placeMember(alice);
  expect(await assignmentOf(db, alice)).toMatchObject({ hopsworksProject: "alice_2" });
});

test("someone whom Hopsworks knows already keeps their user and project", async () => {
  await aCluster(simulators);
  const known = hopsworks.control.addUser({ email: "alice@example.org", firstname: "A", lastname: "B", status: 2 });
  hopsworks.control.addProject({ name: "research", ownerId: known.id, creationStatus: "DONE" });
  const alice = await aUser("alice@example.org");
  await requestPlacement(alice);
  await placeMember(alice);
  expect(await assignmentOf(db, alice)).toMatchObject({
    hopsworksUsername: known.username,
    hopsworksProject: "research",
  });
  expect(hopsworks.control.projects()).toHaveLength(1);
});

test("a hub that is down holds up its own step alone", async () => {
  await aCluster(simulators);
  const alice = await aUser("alice@example.org");
  await requestPlacement(alice);
  hub.control.mood = "down";
  await expect(placeMember(alice)).rejects.toMatchObject({ code: "hubDown" });
  expect(await stepStates(alice)).toEqual(["done", "done", "done", "failed"]);
  hub.control.mood = "well";
  await placeMember(alice);
  expect(await everythingOf(alice)).toEqual(oneOfEverything);
});

test("after the last attempt the placement has failed, until somebody asks again", async () => {
  await aCluster(simulators);
  const alice = await aUser("alice@example.org");
  await requestPlacement(alice);
  hopsworks.control.misbehave("unknown", 2 * MOST_ATTEMPTS, /POST .*users/);
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
    expect(await placementOf(db, alice)).toMatchObject({ state: "placing" });
    await expect(placeMember(alice)).rejects.toMatchObject({ code: "hopsworksKnowsNoIdp" });
  }
  expect(await placementOf(db, alice)).toMatchObject({ state: "failed" });
  await placeMember(alice);
  await requestPlacement(alice);
  expect(await placementOf(db, alice)).toMatchObject({ state: "failed" });

  hopsworks.control.behave();
  await retryPlacement(alice);
  expect(await stepStates(alice)).toEqual(["done", "pending", "pending", "pending"]);
  await placeMember(alice);
  expect(await placementOf(db, alice)).toMatchObject({ state: "placed" });
  await retryPlacement(alice);
  expect(await placementOf(db, alice)).toMatchObject({ state: "placed" });
  expect(await toldOf(alice)).toEqual([
    "placement.request",
    "cluster.assign",
    "placement.fail",
    "placement.retry",
    "placement.finish",
  ]);
});
