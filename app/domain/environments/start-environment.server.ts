import { refuse } from "~/core/app-error";
import { clock } from "~/core/clock";
import type { EnvironmentId, UserId } from "~/core/id";
import { nano } from "~/core/money";
import type { Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
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
import { lockWorkload, workloadsOf, type WorkloadTexts } from "~/domain/workloads/workloads.queries.server";
import { lockDefaultEnvironment } from "./default-environment.server";
import { chooseSize } from "./choose-size";

/** What a start must be able to pay for: a window of usage, so that nobody begins what cannot go on. */
const windowsPerHour = 4n;

export type StartEnvironment = {
  /** Which of the member's; the one that every member has, if it is not said. */
  id?: EnvironmentId;
  /** The id or the short name of a size; what the member had last if it is not said, or else the smallest on offer. */
  size?: string | undefined;
  texts?: WorkloadTexts;
};

/**
 * Starts an environment of the member's; the cluster is asked by a durable job once this has committed. Started twice at once it starts
 * once: the second caller gets the same environment, and `isNew` is false. The one way to start, for pages and programs. Refuses
 * `invalid` (size), `not_found` (someone else's), `conflict` (no place on a cluster yet, or still stopping), `forbidden` (suspended) and
 * `unpaid`.
 */
export async function startEnvironment(
  viewer: Viewer,
  { id, size: wanted, texts }: StartEnvironment,
): Promise<{ id: EnvironmentId; isNew: boolean }> {
  const books = await priceBooks();
  return transaction(async (tx) => {
    // Whoever asked may have been suspended since they were let in.
    const suspension = await holdMemberStatus(tx, viewer.userId);
    if (suspension) refuseSuspended(suspension);
    const size = await sizeFor(tx, viewer.userId, id, wanted);
    const environment = await lockEnvironment(tx, viewer.userId, id, size);
    if (environment.state === "stopping") refuse("conflict", "stillStopping");
    if (environment.desired === "running") return { id: environment.id, isNew: false };
    await requireCredit(tx, viewer.userId, leastCredit(books, size));
    if (!(await desireRunning(tx, environment, { size, by: viewer.userId, texts }))) refuse("conflict", "tryAgain");
    return { id: environment.id, isNew: true };
  });
}

const leastCredit = (books: readonly PriceBook[], size: Size) =>
  nano(hourlyPrice(inForce(books, clock.now()), size) / windowsPerHour);

async function sizeFor(tx: Db, userId: UserId, id: EnvironmentId | undefined, wanted?: string): Promise<Size> {
  const [sizes, environments] = await Promise.all([sizesOnOffer(tx), workloadsOf(tx, userId)]);
  const last = id ? environments.find((one) => one.id === id) : environments[0];
  return chooseSize(sizes, wanted, last?.size) ?? refuse("invalid", "sizeNotOffered", { field: "size" });
}

async function lockEnvironment(
  tx: Db,
  userId: UserId,
  id: EnvironmentId | undefined,
  size: Size,
): Promise<WorkloadRecord> {
  const place = await assignmentOf(tx, userId);
  if (!id) return lockDefaultEnvironment(tx, userId, (place ?? refuse("conflict", "noPlaceYet")).clusterId, size);
  const environment = (await lockWorkload(tx, userId, id)) ?? refuse("not_found", "environmentNotFound");
  // Without a place on its cluster nobody could ask there for it.
  return environment.clusterId === place?.clusterId ? environment : refuse("conflict", "noPlaceYet");
}
