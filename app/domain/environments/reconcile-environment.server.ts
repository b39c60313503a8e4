import { AppError } from "~/core/app-error";
import { clock, later } from "~/core/clock";
import { newId, type EnvironmentId } from "~/core/id";
import { addJob } from "~/db/jobs.server";
import { notify } from "~/db/notify.server";
import { db, type Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { assignmentOf } from "~/domain/clusters/assignment-of.server";
import { hubOf } from "~/domain/clusters/connections.server";
import type { HubServer, JupyterHub } from "~/integrations/jupyterhub/hub";
import {
  ASK_TAKES,
  HUB_PATIENCE,
  MOST_ASKS,
  canBecome,
  nextStep,
  pause,
  type EnvironmentState,
  type Size,
  type StateReason,
  type Step,
} from "./environment";
import type { Run } from "./environment";
import {
  explainState,
  findEnvironmentForUpkeep,
  moveEnvironment,
  type EnvironmentRecord,
  type Move,
} from "./environments.queries.server";
import { recordArrival } from "./record-arrival.server";
import { countAsk, endOpenRun, findOpenRun, insertRun, lastSignOfLife, markRunReady } from "./runs.queries.server";
import { findSizeBySlug } from "./sizes.queries.server";

/** What one look saw. A step acts on it alone: what it would read again, another process may have changed for the same reason. */
type Subject = { environment: EnvironmentRecord; run: Run | undefined; hub: JupyterHub; username: string };

/**
 * Brings one environment and the hub's server one step closer, and looks again later while the two differ. Level-triggered: it reads
 * both sides each time, so a lost, doubled or late call does no harm. A hub that is out of reach leaves the environment as it is, says
 * so, and gives a start up after {@link HUB_PATIENCE}.
 */
export async function reconcileEnvironment(id: EnvironmentId): Promise<void> {
  const environment = await findEnvironmentForUpkeep(db, id);
  if (!environment) return;
  const { hubUsername } = (await assignmentOf(db, environment.ownerId)) ?? {};
  // Its owner has left, and their place with them: nothing of theirs is asked of the hub any more but that they be removed.
  if (!hubUsername) return;
  const run = await findOpenRun(db, id);
  const subject = { environment, run, hub: await hubOf(environment.clusterId), username: hubUsername };
  try {
    const server = await subject.hub.server(hubUsername, environment.serverName);
    await take(
      subject,
      nextStep({ ...environment, asks: run?.asks ?? 0, startedAt: run?.startedAt }, server, clock.now()),
      server,
    );
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await hubSaidNo(environment, error);
  }
}

async function take(subject: Subject, step: Step, server: HubServer): Promise<void> {
  const { environment, hub, username } = subject;
  switch (step.do) {
    case "become":
      return become(environment, step.state, step.reason, server);
    case "ask_start":
      return askToStart(subject);
    case "explain_failure":
      return explainFailure(subject);
    case "ask_stop":
      await hub.stopServer(username, environment.serverName);
      return lookAgain(environment);
    case "look_again":
      return lookAgain(environment);
    case "rest":
      return;
  }
}

async function askToStart({ environment, run, hub, username }: Subject): Promise<void> {
  if (!run || !(await countAsk(db, run.id, run.asks, clock.now()))) return lookAgain(environment);
  await hub.ensureUser(username);
  await hub.startServer(username, { serverName: environment.serverName, profile: environment.size.slug });
  await lookAgain(environment);
}

/** The hub was asked and has nothing: it failed, or never heard. Only the hub's own word for a failure ends the start at once. */
async function explainFailure(subject: Subject): Promise<void> {
  const { environment, run, hub, username } = subject;
  const cause = await hub.lastFailure(username, environment.serverName);
  if (cause) return fail(environment, "startFailed", { cause });
  if (run?.askedAt && clock.now() < later(run.askedAt, ASK_TAKES)) return lookAgain(environment);
  if (!run || run.asks >= MOST_ASKS) return fail(environment, "startVanished");
  await askToStart(subject);
}

async function become(
  environment: EnvironmentRecord,
  state: EnvironmentState,
  reason: StateReason,
  server: HubServer,
): Promise<void> {
  if (!canBecome(environment.state, state)) return;
  if (state === "failed") return fail(environment, reason);
  await transaction(async (tx) => {
    if (state === "stopped") return whenStopped(tx, environment, reason);
    const size = await sizeThatRuns(tx, environment, server);
    const move = { to: state, reason, at: clock.now(), serverPath: server.path ?? null, sizeId: size.id };
    await moved(tx, { ...environment, size }, move, async () => {
      const now = clock.now();
      const startedAt = server.startedAt ?? now;
      if (reason === "startedOutside") await openRun(tx, environment, startedAt);
      await markRunReady(tx, environment.id, startedAt, now, size === environment.size ? undefined : size);
    });
  });
  // Another run than the one that ended is under way there.
  if (state === "stopped" && server.state === "ready") await lookAgain(environment, 0);
}

/**
 * Whoever starts a server on the hub's own pages chooses there what it holds, whatever the portal was asked for: what runs is the size of the
 * hub's profile. The environment's own where that is none of the portal's sizes, or the same one.
 */
async function sizeThatRuns(tx: Db, { size }: EnvironmentRecord, { profile }: HubServer): Promise<Size> {
  if (profile === undefined || profile === size.slug) return size;
  return (await findSizeBySlug(tx, profile)) ?? size;
}

/** Nobody saw it end: it ended where it was last seen. Where the owner stopped it, the run ended with that click. */
async function whenStopped(tx: Db, environment: EnvironmentRecord, reason: StateReason): Promise<void> {
  const kept = environment.state === "stopping" ? (environment.reason ?? reason) : reason;
  await moved(tx, environment, { to: "stopped", reason: kept, at: clock.now(), serverPath: null }, async () => {
    await endOpenRun(tx, environment.id, (await lastSignOfLife(tx, environment.id)) ?? clock.now(), kept);
  });
}

async function fail(
  environment: EnvironmentRecord,
  reason: StateReason,
  reasonParams?: Move["reasonParams"],
): Promise<void> {
  const at = clock.now();
  await transaction((tx) =>
    moved(tx, environment, { to: "failed", reason, at, ...(reasonParams && { reasonParams }) }, () =>
      endOpenRun(tx, environment.id, at, reason),
    ),
  );
}

async function moved(tx: Db, environment: EnvironmentRecord, move: Move, then: () => Promise<void>): Promise<void> {
  if (!(await moveEnvironment(tx, environment.id, environment.state, move))) return;
  await then();
  await recordArrival(tx, environment, move);
  await notify(tx, "environment", environment.id);
}

async function openRun(tx: Db, environment: EnvironmentRecord, startedAt: Date): Promise<void> {
  const { cpuMilli, memoryMib, gpus } = environment.size;
  await insertRun(tx, {
    id: newId("run"),
    environmentId: environment.id,
    cpuMilli,
    memoryMib,
    gpus,
    requestedAt: startedAt,
  });
}

async function hubSaidNo(environment: EnvironmentRecord, refusal: AppError): Promise<void> {
  const waited = clock.now().getTime() - environment.stateChangedAt.getTime();
  const isStarting = environment.state === "creating";
  if (isStarting && refusal.refusal !== "unavailable") return fail(environment, "startFailed", { cause: refusal.code });
  if (isStarting && waited > HUB_PATIENCE) return fail(environment, "hubUnreachable");
  await transaction(async (tx) => {
    if (isStarting && (await explainState(tx, environment.id, "creating", "hubUnreachable")))
      await notify(tx, "environment", environment.id);
  });
  await lookAgain(environment, (refusal.retryAfterSeconds ?? 3) * 1000);
}

async function lookAgain(environment: EnvironmentRecord, wait?: number): Promise<void> {
  const now = clock.now();
  const runAt = later(now, wait ?? pause(now.getTime() - environment.stateChangedAt.getTime()));
  await addJob(
    db,
    "reconcile_environment",
    { environmentId: environment.id },
    { key: `reconcile:${environment.id}`, runAt },
  );
}
