import { clock } from "~/core/clock";
import { refuse } from "~/core/app-error";
import type { EnvironmentId } from "~/core/id";
import { nano } from "~/core/money";
import { transaction } from "~/db/transaction.server";
import { requireCredit } from "~/domain/billing/available-credit.server";
import { hourlyPrice, inForce } from "~/domain/billing/price-book";
import { priceBooks } from "~/domain/billing/price-books.server";
import { assignmentOf } from "~/domain/clusters/assignment-of.server";
import { refuseSuspended } from "~/domain/identity/standing";
import { holdStanding } from "~/domain/identity/standing.queries.server";
import type { Viewer } from "~/domain/identity/viewer";
import { desireRunning } from "~/domain/workloads/set-desired-state.server";
import { findSizeOnOffer } from "~/domain/workloads/sizes.queries.server";
import type { WorkloadTexts } from "~/domain/workloads/workloads.queries.server";
import { lockDefaultEnvironment } from "./default-environment.server";
import type { StartEnvironmentInput } from "./start-environment-input";

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
  texts?: WorkloadTexts,
): Promise<EnvironmentId> {
  const books = await priceBooks();
  return transaction(async (db) => {
    // Whoever asked may have been suspended since they were let in.
    const standing = await holdStanding(db, viewer.userId);
    if (standing) refuseSuspended(standing);
    const size = (await findSizeOnOffer(db, input.sizeId)) ?? refuse("invalid", "sizeNotOffered");
    const assignment = (await assignmentOf(db, viewer.userId)) ?? refuse("conflict", "noPlaceYet");
    const environment = await lockDefaultEnvironment(db, viewer.userId, assignment.clusterId, size);
    if (environment.state === "stopping") refuse("conflict", "stillStopping");
    if (environment.desired === "running") return environment.id;
    await requireCredit(db, viewer.userId, nano(hourlyPrice(inForce(books, clock.now()), size) / windowsPerHour));
    if (!(await desireRunning(db, environment, { size, by: viewer.userId, texts }))) refuse("conflict", "tryAgain");
    return environment.id;
  });
}
