import { clock } from "~/core/clock";
import { refuse } from "~/core/app-error";
import { newId, type EnvironmentId } from "~/core/id";
import { nano } from "~/core/money";
import { addJob } from "~/db/jobs.server";
import { notify } from "~/db/notify.server";
import type { Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { requireCredit } from "~/domain/billing/available-credit.server";
import { hourlyPrice, inForce } from "~/domain/billing/price-book";
import { priceBooks } from "~/domain/billing/price-books.server";
import { assignmentOf } from "~/domain/clusters/assignment-of.server";
import { refuseSuspended } from "~/domain/identity/standing";
import { holdStanding } from "~/domain/identity/standing.queries.server";
import type { Viewer } from "~/domain/identity/viewer";
import { canBecome, isActive, type Size } from "./environment";
import {
  insertEnvironment,
  lockServer,
  moveEnvironment,
  type EnvironmentRecord,
  type EnvironmentWords,
} from "./environments.queries.server";
import { insertRun } from "./runs.queries.server";
import { findSizeOnOffer } from "./sizes.queries.server";
import type { StartEnvironmentInput } from "./start-environment-input";

const DEFAULT_SERVER = "";

/** What a start must be able to pay for: a window of usage, so that nobody begins what cannot go on. */
const windowsPerHour = 4n;

/**
 * Starts the member's notebook at a size and returns its id; the hub is asked by a durable job once this has committed. Started twice
 * at once it starts once: the second caller gets the same environment. Refuses `invalid` (size), `conflict` (no place on a cluster
 * yet, or still stopping), `forbidden` (suspended) and `unpaid`.
 */
export async function startEnvironment(
  viewer: Viewer,
  input: StartEnvironmentInput,
  words?: EnvironmentWords,
): Promise<EnvironmentId> {
  const books = await priceBooks();
  return transaction(async (db) => {
    // Whoever asked may have been suspended since they were let in.
    const standing = await holdStanding(db, viewer.userId);
    if (standing) refuseSuspended(standing);
    const size = (await findSizeOnOffer(db, input.sizeId)) ?? refuse("invalid", "sizeNotOffered");
    const assignment = (await assignmentOf(db, viewer.userId)) ?? refuse("conflict", "noPlaceYet");
    const environment = await notebookOf(db, viewer, assignment.clusterId, size);
    if (environment.state === "stopping") refuse("conflict", "stillStopping");
    if (isActive(environment.state)) return environment.id;
    await requireCredit(db, viewer.userId, nano(hourlyPrice(inForce(books, clock.now()), size) / windowsPerHour));
    await begin(db, viewer, environment, size, words);
    return environment.id;
  });
}

/** The one notebook that a member has on a cluster, locked; made (stopped) if it is not there. */
async function notebookOf(
  db: Db,
  viewer: Viewer,
  clusterId: EnvironmentRecord["clusterId"],
  size: Size,
): Promise<EnvironmentRecord> {
  const found = await lockServer(db, clusterId, viewer.userId, DEFAULT_SERVER);
  if (found) return found;
  const now = clock.now();
  await insertEnvironment(db, {
    id: newId("env"),
    ownerId: viewer.userId,
    clusterId,
    backend: "jupyterhub",
    serverName: DEFAULT_SERVER,
    name: "Notebook",
    sizeId: size.id,
    state: "stopped",
    stateChangedAt: now,
    createdAt: now,
  });
  return (await lockServer(db, clusterId, viewer.userId, DEFAULT_SERVER)) ?? refuse("conflict", "tryAgain");
}

async function begin(
  db: Db,
  viewer: Viewer,
  environment: EnvironmentRecord,
  size: Size,
  words?: EnvironmentWords,
): Promise<void> {
  const at = clock.now();
  if (!canBecome(environment.state, "creating")) refuse("conflict", "tryAgain");
  await moveEnvironment(db, environment.id, environment.state, {
    to: "creating",
    reason: "startRequested",
    at,
    serverPath: null,
    sizeId: size.id,
    ...(words && { words }),
  });
  await insertRun(db, {
    id: newId("run"),
    environmentId: environment.id,
    cpuMilli: size.cpuMilli,
    memoryMib: size.memoryMib,
    gpus: size.gpus,
    requestedAt: at,
  });
  await recordActivity(db, {
    actorId: viewer.userId,
    subjectId: viewer.userId,
    action: "environment.start",
    targetKind: "environment",
    targetId: environment.id,
    before: { state: environment.state },
    after: { state: "creating", size: size.slug },
  });
  await addJob(db, "reconcile_environment", { environmentId: environment.id }, { key: `reconcile:${environment.id}` });
  await notify(db, "environment", environment.id);
}
