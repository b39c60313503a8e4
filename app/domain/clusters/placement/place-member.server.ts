import { AppError, refuse } from "~/core/app-error";
import { clock } from "~/core/clock";
import type { UserId } from "~/core/id";
import { log } from "~/core/log.server";
import { notify } from "~/db/notify.server";
import { db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { memberProfileOf, type MemberProfile } from "~/domain/identity/members/member-profile.server";
import type { Hopsworks } from "~/integrations/hopsworks/hopsworks";
import { firstProjectName } from "~/integrations/hopsworks/hopsworks-names";
import { findAssignment, recordLearnt, type Assignment, type Learnt } from "./assignments.queries.server";
import { claimCluster } from "./claim-cluster.server";
import { requireCluster } from "~/domain/clusters/clusters.queries.server";
import { backendOf, hopsworksOf } from "~/domain/clusters/connections/connections.server";
import { learnNamedServers } from "~/domain/clusters/learn-named-servers.server";
import { MOST_ATTEMPTS, personalNames, placementSteps, type PlacementStep } from "./placement";
import { beginStep, failStep, findPlacement, finishStep, movePlacement } from "./placements.queries.server";
import { recordPlacement } from "./record-placement.server";

/**
 * The durable job that gives a member a place: one step after the other, each recorded and none taken twice. Whatever it made before
 * a crash, a lost answer or a second run is found again, never made again. Ends quietly when there is no free capacity (the member waits) and
 * when there is nothing to do; throws what a step failed with, so that the worker tries again later.
 */
export async function placeMember(userId: UserId): Promise<void> {
  if ((await findPlacement(db, userId))?.state !== "placing") return;
  const member = await memberProfileOf(db, userId);
  for (const step of placementSteps) if (!(await takeStep(member, step))) return;
  await settle(userId);
}

/** What each step does outside the record: it may be repeated, and tells what it learnt. Undefined when the member has to wait. */
const work: Record<PlacementStep, (member: MemberProfile) => Promise<Learnt | undefined>> = {
  cluster: async (member) => ((await claimCluster(member)) ? {} : undefined),
  hopsworks_user: ensureHopsworksUser,
  hopsworks_project: ensureProject,
  hub_user: ensureHubUser,
};

/** Whether to go on with the next step. */
async function takeStep(member: MemberProfile, step: PlacementStep): Promise<boolean> {
  if (!(await begin(member.userId, step))) return true;
  try {
    const learnt = await work[step](member);
    if (learnt) await finish(member.userId, step, learnt);
    return learnt !== undefined;
  } catch (error) {
    await fail(member.userId, step, error);
    throw error;
  }
}

async function begin(userId: UserId, step: PlacementStep): Promise<boolean> {
  return transaction(async (tx) => {
    const isBegun = await beginStep(tx, userId, step, clock.now());
    if (isBegun) await notify(tx, "placement", userId);
    return isBegun;
  });
}

async function finish(userId: UserId, step: PlacementStep, learnt: Learnt): Promise<void> {
  await transaction(async (tx) => {
    await recordLearnt(tx, userId, learnt);
    await finishStep(tx, userId, step, clock.now());
    await notify(tx, "placement", userId);
  });
}

async function settle(userId: UserId): Promise<void> {
  await transaction(async (tx) => {
    const isNews = await movePlacement(tx, userId, ["waiting", "placing", "failed"], "placed", clock.now());
    if (isNews) await recordPlacement(tx, userId, { action: "placement.finish" });
    await notify(tx, "placement", userId);
  });
}

/** The placement itself fails with the last attempt at a step. */
async function fail(userId: UserId, step: PlacementStep, error: unknown): Promise<void> {
  const { code, params } = error instanceof AppError ? error : { code: "placementFailed", params: {} };
  log.warn({ err: error, userId, step, refusal: code, params }, "a step of a placement failed");
  await transaction(async (tx) => {
    const attempts = await failStep(tx, userId, step, code, clock.now());
    const isOver = attempts !== undefined && attempts >= MOST_ATTEMPTS;
    if (isOver && (await movePlacement(tx, userId, ["placing"], "failed", clock.now())))
      await recordPlacement(tx, userId, { action: "placement.fail", after: { step, reason: code } });
    await notify(tx, "placement", userId);
  });
}

async function ensureHopsworksUser(member: MemberProfile): Promise<Learnt> {
  const { clusterId } = await claimed(member);
  const [{ hopsworksIdpClientId: clientId }, hopsworks] = await Promise.all([
    requireCluster(db, clusterId),
    hopsworksOf(clusterId),
  ]);
  const { email, subject } = member;
  const found = await hopsworks.findUserByEmail(email);
  const user = found ?? (await hopsworks.createOAuthUser({ email, subject, clientId, ...personalNames(member) }));
  return { hopsworksUsername: user.username };
}

/** Somebody who has a project already needs no first one. */
async function ensureProject(member: MemberProfile): Promise<Learnt> {
  const { clusterId, hopsworksUsername: owner } = await claimed(member);
  if (!owner) throw new Error(`${member.userId} has no Hopsworks user after the step that makes it`);
  const hopsworks = await hopsworksOf(clusterId);
  const [own] = await hopsworks.projectsOf(owner);
  if (own && !own.isReady) refuse("unavailable", "hopsworksStillCreating", { name: own.name });
  return { hopsworksProject: own?.name ?? (await createFirstProject(hopsworks, owner, member.email)) };
}

/** Names come in a fixed order, so a run that does not know how the last one ended asks for the same. */
async function createFirstProject(hopsworks: Hopsworks, owner: string, email: string): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    const name = firstProjectName(email, attempt);
    try {
      await hopsworks.createProject({ owner, name });
      return name;
    } catch (error) {
      const isTaken = error instanceof AppError && error.code === "hopsworksProjectTaken";
      if (!isTaken || attempt === 20) throw error;
    }
  }
}

async function ensureHubUser(member: MemberProfile): Promise<Learnt> {
  const { clusterId, hubUsername, namedServers } = await claimed(member);
  const backend = await backendOf(clusterId);
  await backend.ensureOwner(hubUsername);
  // It takes somebody whom the hub knows to ask; the first one need not wait for the next look at the cluster.
  if (namedServers === null) await learnNamedServers(clusterId, backend, hubUsername);
  return {};
}

/** The place that the first step gave. */
async function claimed({ userId }: MemberProfile): Promise<Assignment> {
  const assignment = await findAssignment(db, userId);
  if (!assignment) throw new Error(`${userId} has no place after the step that gives one`);
  return assignment;
}
