import { refuse } from "~/core/app-error";
import { clock } from "~/core/clock";
import type { EnvironmentId, UserId } from "~/core/id";
import { nano } from "~/core/money";
import type { Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { lockCreditOf } from "~/domain/billing/ledger/accounts.queries.server";
import { requireCredit } from "~/domain/billing/ledger/available-credit.server";
import { hourlyPrice, inForce, type PriceBook } from "~/domain/billing/prices/price-book";
import { priceBooks } from "~/domain/billing/prices/price-books.server";
import { assignmentOf } from "~/domain/clusters/placement/assignment-of.server";
import { refuseSuspended } from "~/domain/identity/members/member-status";
import { holdMemberStatus } from "~/domain/identity/members/member-status.queries.server";
import type { Viewer } from "~/domain/identity/viewer";
import { desireRunning } from "~/domain/workloads/set-desired-state.server";
import { sizesOnOffer } from "~/domain/workloads/sizes.queries.server";
import type { Size, WorkloadRecord } from "~/domain/workloads/workload";
import { activeWorkloadsOf, workloadsOf, type WorkloadTexts } from "~/domain/workloads/workloads.queries.server";
import { isNotebook } from "./another-environment";
import { chooseSize } from "./choose-size";
import { lockNewEnvironment, lockNotebook, lockOwn } from "./lock-environment.server";

/** What a start must be able to pay for: a window of usage of all that then runs, so that nobody begins what cannot go on. */
const windowsPerHour = 4n;

export type StartEnvironment = {
  /** Which of the member's; the notebook that every member has, if neither this nor a name is said. */
  id?: EnvironmentId | undefined;
  /** What another one is to be called that is made beside those that the member has. */
  name?: string | undefined;
  /** The id or the short name of a size; what the member had last if it is not said, or else the smallest on offer. */
  size?: string | undefined;
  texts?: WorkloadTexts;
};

/**
 * Starts an environment of the member's; the cluster is asked by a durable job once this has committed. Started twice at once it starts
 * once: the second caller gets the same environment, and `isNew` is false; a name makes a new one, and twice it is refused. The one way
 * to start, for pages and programs. Refuses `invalid` (size), `not_found` (someone else's), `conflict` (no place on a cluster yet, still
 * stopping, or no other one can be had), `forbidden` (suspended) and `unpaid`.
 */
export async function startEnvironment(
  viewer: Viewer,
  { id, name, size: wanted, texts }: StartEnvironment,
): Promise<{ id: EnvironmentId; isNew: boolean }> {
  if (id !== undefined && name !== undefined) refuse("invalid", "environmentIdOrName", { field: "name" });
  const books = await priceBooks();
  return transaction(async (tx) => {
    // Whoever asked may have been suspended since they were let in.
    const suspension = await holdMemberStatus(tx, viewer.userId);
    if (suspension) refuseSuspended(suspension);
    const size = await sizeFor(tx, viewer.userId, { id, name, size: wanted });
    const environment = await lockEnvironment(tx, viewer.userId, { id, name }, size);
    if (environment.state === "stopping") refuse("conflict", "stillStopping");
    if (environment.desired === "running") return { id: environment.id, isNew: false };
    await requireCreditFor(tx, viewer.userId, books, size);
    if (!(await desireRunning(tx, environment, { size, by: viewer.userId, texts }))) refuse("conflict", "tryAgain");
    return { id: environment.id, isNew: true };
  });
}

/** Under the account's lock, so that of several starts at once each counts those before it. What costs nothing needs no credit. */
async function requireCreditFor(tx: Db, userId: UserId, books: readonly PriceBook[], size: Size): Promise<void> {
  const ofWindow = (one: Size) => hourlyPrice(inForce(books, clock.now()), one) / windowsPerHour;
  if (ofWindow(size) === 0n) return;
  await lockCreditOf(tx, userId);
  const active = (await activeWorkloadsOf(tx, userId)).filter(({ desired }) => desired === "running");
  await requireCredit(tx, userId, nano(active.reduce((sum, one) => sum + ofWindow(one.size), ofWindow(size))));
}

async function sizeFor(tx: Db, userId: UserId, { id, name, size: wanted }: StartEnvironment): Promise<Size> {
  const [sizes, environments] = await Promise.all([sizesOnOffer(tx), workloadsOf(tx, userId)]);
  const last = hadLast(environments, { id, name })?.size;
  return chooseSize(sizes, wanted, last) ?? refuse("invalid", "sizeNotOffered", { field: "size" });
}

/** Where no size is said, it is what that environment had last; one that was never there is like the newest. */
function hadLast(environments: readonly WorkloadRecord[], { id, name }: Pick<StartEnvironment, "id" | "name">) {
  if (id !== undefined) return environments.find((one) => one.id === id);
  const notebook = name === undefined ? environments.find(isNotebook) : undefined;
  return notebook ?? environments[0];
}

async function lockEnvironment(
  tx: Db,
  userId: UserId,
  { id, name }: Pick<StartEnvironment, "id" | "name">,
  size: Size,
): Promise<WorkloadRecord> {
  const place = await assignmentOf(tx, userId);
  if (id !== undefined) return lockOwn(tx, userId, place, id);
  if (!place) refuse("conflict", "noPlaceYet");
  return name === undefined
    ? lockNotebook(tx, userId, place.clusterId, size)
    : lockNewEnvironment(tx, place, name, size);
}
