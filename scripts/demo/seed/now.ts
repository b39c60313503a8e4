import { freezeClock, HOUR, later, MINUTE, SECOND } from "../../../app/core/clock";
import type { EnvironmentId } from "../../../app/core/id";
import { parseDecimal } from "../../../app/core/money";
import { db } from "../../../app/db/pool.server";
import { creditsOfUsers } from "../../../app/domain/billing/ledger/accounts.queries.server";
import { placeMember } from "../../../app/domain/clusters/placement/place-member.server";
import { MOST_ATTEMPTS } from "../../../app/domain/clusters/placement/placement";
import { cast } from "../../../app/testing/cast";
import { join, signIn } from "./arrivals";
import type { Participant } from "./habits";
import { clustersOf, putOffPlacement, setServerPaths } from "./history.queries.server";
import { others, unplaced } from "./members";
import { recordsOf, recordsOfFailure } from "./record-run";
import { notebookOf, sizeOf, write } from "./work";
import { viewerOf, type World } from "./world";

const NO_SPACE = "The kernel image could not be unpacked: no space left on the node's disk.";

/** At most so many notebooks run when the demo is opened, all of them on the second cluster. */
const MOST_RUNNING = 5;

/** Bob's last start did not work, and the hub said why. */
export async function failBobsStart(world: World): Promise<void> {
  const { userId } = viewerOf(world, cast.bob.email);
  const environmentId = world.notebooks.get(userId);
  if (!environmentId) throw new Error("Bob has never worked");
  const run = { ownerId: userId, environmentId, size: sizeOf(world, { size: "small" }) };
  const at = later(world.calendar.now, -35 * MINUTE);
  await write([recordsOfFailure(run, { reason: "startFailed", cause: NO_SPACE }, at)]);
}

/** Some are at work: their servers run on the second hub, and the portal knows since when. */
export async function startWorking(world: World): Promise<void> {
  const { second } = world.clusters;
  const members = others.flatMap((who) => {
    const viewer = world.viewers.get(who.email);
    return viewer && who.habit.topUp && (who.habit.leavesOff ?? Infinity) > 89 ? [{ who, viewer }] : [];
  });
  const ids = members.map(({ viewer }) => viewer.userId);
  const [clusters, credits] = await Promise.all([clustersOf(ids), creditsOfUsers(db, ids)]);
  const enough = parseDecimal("3") ?? 0n;
  const able = members.filter(
    ({ viewer }) => clusters.get(viewer.userId) === second && (credits.get(viewer.userId)?.available ?? 0n) > enough,
  );
  const paths = new Map<EnvironmentId, string>();
  for (const [position, { who, viewer }] of able.slice(0, MOST_RUNNING).entries()) {
    const wanted = later(world.calendar.now, -(20 + position * 37) * MINUTE);
    const free = later(world.lastEnd.get(viewer.userId) ?? world.calendar.began, 6 * MINUTE);
    const from = free > wanted ? free : wanted;
    freezeClock(later(from, -MINUTE));
    await signIn(world, who);
    freezeClock(world.calendar.now);
    const environmentId = await startOne(world, who, viewer.userId, from);
    paths.set(environmentId, `/user/${encodeURIComponent(who.email)}/`);
  }
  await setServerPaths(paths);
}

async function startOne(
  world: World,
  { email, habit }: Participant,
  ownerId: ReturnType<typeof viewerOf>["userId"],
  from: Date,
): Promise<EnvironmentId> {
  const { second } = world.clusters;
  if (!second) throw new Error("there is no second cluster");
  const size = habit.sizes[0] ?? "small";
  const environmentId = await notebookOf(world, ownerId, second, { size, from });
  await write([recordsOf({ ownerId, environmentId, size: sizeOf(world, { size }), from })]);
  world.standIns.secondHub.control.hub.runs(email, size, later(from, -5 * SECOND));
  return environmentId;
}

/** Two came lately and have no place yet: Hopsworks refused one of them until the portal gave up, and is slow with the other. */
export async function leaveUnplaced(world: World): Promise<void> {
  const { hopsworks } = world.standIns;
  const { now } = world.calendar;
  freezeClock(later(now, -50 * HOUR));
  const { userId } = await join(world, unplaced.failing);
  hopsworks.control.misbehave("error", 1000, /createas/);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) await placeMember(userId).catch(() => undefined);
  hopsworks.control.behave();

  freezeClock(later(now, -90 * MINUTE));
  const { viewer, owner } = await joinAsHopsworksUser(world);
  hopsworks.control.addProject({ name: "kofi", ownerId: owner, creationStatus: "ONGOING" });
  for (const minutesAgo of [89, 85, 75, 55, 30]) {
    freezeClock(later(now, -minutesAgo * MINUTE));
    await placeMember(viewer.userId).catch(() => undefined);
  }
  await putOffPlacement(viewer.userId, later(now, 45 * MINUTE));
  freezeClock(now);
}

async function joinAsHopsworksUser(world: World) {
  const { email, givenName, familyName } = unplaced.slow;
  const viewer = await join(world, unplaced.slow);
  const { id } = world.standIns.hopsworks.control.addUser({
    email,
    firstname: givenName,
    lastname: familyName,
    status: 2,
  });
  return { viewer, owner: id };
}
