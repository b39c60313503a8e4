import { AppError } from "~/core/app-error";
import { clock, later, SECOND } from "~/core/clock";
import type { WorkloadId } from "~/core/id";
import { NothingStarted, type Observation, type WorkloadBackend, type WorkloadRef } from "~/core/workload-backend";
import { notify } from "~/db/notify.server";
import { withLease } from "~/db/lease.server";
import { db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { assignmentOf } from "~/domain/clusters/placement/assignment-of.server";
import { backendOf } from "~/domain/clusters/connections/connections.server";
import { nextStep, type Step } from "./next-step";
import { acceptEnd, adopt, recordObserved, replaceRun } from "./record-observed.server";
import { claimStart, findLatestRun, markAnswered, nameRun, unclaimStart } from "./runs.queries.server";
import { desireStopped, wakeReconcile } from "./set-desired-state.server";
import {
  ASK_TAKES,
  BACKEND_TIMEOUT,
  LONGEST_PAUSE,
  MAX_ASKS,
  START_TIMEOUT,
  STOP_RETRIES_FOR,
  pauseBeforeNextLook,
  type ObservedState,
  type Run,
  type StateReason,
  type WorkloadRecord,
} from "./workload";
import { findWorkload, updateObservedReason } from "./workloads.queries.server";

/** How soon a look is tried again that met another one under way. */
const LEASE_PAUSE_MS = 250;

/** What one look saw. A step acts on it alone, and changes nothing when something else was desired since. */
type Look = { workload: WorkloadRecord; run: Run | undefined; backend: WorkloadBackend; ref: WorkloadRef };

/**
 * Brings what is desired of one workload and what its backend does one step closer, and looks again later while the two differ.
 * Level-triggered: it reads both sides afresh each time, so a lost, doubled or late call does no harm. Looks at one workload come one after
 * the other, on all replicas. A backend that is out of reach leaves the workload as it is, says so, and has a start given up
 * after {@link BACKEND_TIMEOUT}.
 */
export async function reconcileWorkload(id: WorkloadId): Promise<void> {
  const isDone = await withLease(`reconcile:${id}`, () => reconcile(id));
  if (!isDone) await wakeReconcile(db, id, later(clock.now(), LEASE_PAUSE_MS));
}

async function reconcile(id: WorkloadId): Promise<void> {
  const workload = await findWorkload(db, id);
  if (!workload) return;
  const { hubUsername: owner } = (await assignmentOf(db, workload.ownerId)) ?? {};
  // Its owner has left, and their place with them: nothing of theirs is asked of the cluster any more but that they be removed.
  if (!owner) return;
  const [run, backend] = await Promise.all([findLatestRun(db, id), backendOf(workload.clusterId)]);
  const look = { workload, run, backend, ref: { owner, name: workload.backendName } };
  try {
    const askedAt = clock.now();
    const seen = await backend.observe(look.ref);
    await perform(look, nextStep({ ...workload, run }, seen, askedAt), seen);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await backendRefused(workload, error);
  }
}

async function perform(look: Look, step: Step, seen: Observation): Promise<void> {
  const { workload } = look;
  if (isAsking(step)) return ask[step.do](look, seen);
  if (isAccepting(step)) return accept[step.do](workload, seen);
  switch (step.do) {
    case "record":
      return record(look, step.observed, seen);
    case "give_up":
      return giveUp(workload, step.reason);
    case "look_again":
      await nameRunAs(look, seen);
      return lookAgain(workload);
    case "rest":
  }
}

/** Steps that ask something of the backend. */
const ask = { start: askToStart, stop: askToStop, explain_failure: explainFailure };

/** Steps that make what the backend says the portal's own. */
const accept = { accept_end: acceptEnd, replace_run: replaceRun, adopt };

const isAsking = (step: Step): step is Extract<Step, { do: keyof typeof ask }> => step.do in ask;
const isAccepting = (step: Step): step is Extract<Step, { do: keyof typeof accept }> => step.do in accept;

async function record(look: Look, observed: ObservedState, seen: Observation): Promise<void> {
  await nameRunAs(look, seen);
  await recordObserved(look.workload, observed, seen);
  if (observed === "starting") await lookAgain(look.workload);
}

async function askToStop(look: Look, seen: Observation): Promise<void> {
  await nameRunAs(look, seen);
  await look.backend.ensureStopped(look.ref);
  await lookAgain(look.workload);
}

/** What is desired is checked once more in the moment before the backend is asked: nothing that was called off is started. */
async function askToStart(look: Look): Promise<void> {
  const { workload, run, backend, ref } = look;
  await backend.ensureOwner(ref.owner);
  if (run && (await claimStart(db, run, clock.now()))) {
    const asked = backend.ensureRunning({ ...ref, size: workload.size.slug });
    const answer = await asked.catch((refusal: unknown) => uncount(run, refusal));
    await markAnswered(db, run.id, clock.now());
    await nameRunAs(look, answer);
  }
  await lookAgain(workload);
}

/** A request that was refused before anything came of it was none: a hub may have its hands full for longer than it may be asked. */
async function uncount(run: Run, refusal: unknown): Promise<never> {
  if (refusal instanceof NothingStarted) await unclaimStart(db, run);
  throw refusal;
}

/**
 * The run is known by the backend's name of it from then on, also when it was called off meanwhile, or ended before it was named: what
 * is stopped, because it was asked for here, is that run.
 */
async function nameRunAs({ workload, run }: Look, { state, runId }: Observation): Promise<void> {
  if (!run || !runId || run.backendRunId) return;
  const isOurs = workload.desired === "running" ? state === "starting" || state === "running" : run.asks > 0;
  if (isOurs) await nameRun(db, run.id, runId);
}

/**
 * The backend was asked and has nothing: it failed, or never heard. Only the backend's own word for a failure ends the start at once; until
 * it is known to have heard, that word is of the start before.
 */
async function explainFailure(look: Look): Promise<void> {
  const { workload, run, backend, ref } = look;
  const cause = isHeard(look) && (await backend.lastFailure(ref));
  if (cause) return giveUp(workload, "startFailed", { cause });
  if (run?.askedAt && clock.now() < later(run.askedAt, ASK_TAKES)) return lookAgain(workload);
  if (!run || run.asks >= MAX_ASKS) return giveUp(workload, "startVanished");
  await askToStart(look);
}

const isHeard = ({ workload, run }: Look) =>
  workload.observed === "starting" || !!(run?.answeredAt ?? run?.backendRunId);

async function giveUp(workload: WorkloadRecord, reason: StateReason, failure: { cause?: string } = {}): Promise<void> {
  await transaction((tx) => desireStopped(tx, workload, { reason, failure }));
}

/** What a hub's own rules forbid is a reason by itself; everything else is the cause of a start that failed. */
async function giveUpForRefusal(workload: WorkloadRecord, code: string): Promise<void> {
  if (code === "namedServersOff" || code === "namedServersFull") return giveUp(workload, code);
  await giveUp(workload, "startFailed", { cause: code });
}

async function backendRefused(workload: WorkloadRecord, refusal: AppError): Promise<void> {
  if (workload.state === "creating") return startRefused(workload, refusal);
  if (later(workload.stateChangedAt, STOP_RETRIES_FOR) < clock.now()) return;
  await lookAgain(workload, pauseAfter(refusal));
}

/** A start waits for a backend that is out of reach for a while, and for one that answers, but cannot start anything now, as long as starts may take. */
async function startRefused(workload: WorkloadRecord, refusal: AppError): Promise<void> {
  if (refusal.refusal !== "unavailable") return giveUpForRefusal(workload, refusal.code);
  const isAway = refusal.code === "hubDown";
  const reason = isAway ? "hubUnreachable" : "startTookTooLong";
  const until = isAway ? later(workload.stateChangedAt, BACKEND_TIMEOUT) : later(workload.desiredAt, START_TIMEOUT);
  if (until < clock.now()) return giveUp(workload, reason);
  await transaction(async (tx) => {
    if (isAway && (await updateObservedReason(tx, workload, reason))) await notify(tx, "environment", workload.id);
  });
  await lookAgain(workload, pauseAfter(refusal));
}

const pauseAfter = ({ retryAfterSeconds = 3 }: AppError) => Math.min(retryAfterSeconds * SECOND, LONGEST_PAUSE);

async function lookAgain(workload: WorkloadRecord, wait?: number): Promise<void> {
  const now = clock.now();
  const pause = wait ?? pauseBeforeNextLook(now.getTime() - workload.stateChangedAt.getTime());
  await wakeReconcile(db, workload.id, later(now, pause));
}
