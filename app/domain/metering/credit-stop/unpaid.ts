import type { EnvironmentId, UserId } from "~/core/id";
import { sumNano, type Nano } from "~/core/money";
import type { MeteredSize } from "~/domain/billing/prices/meter";
import { hourlyPrice, inForce, type PriceBook } from "~/domain/billing/prices/price-book";
import { heldBy } from "~/domain/billing/prices/quantities";
import { costOfStretch } from "~/domain/metering/usage/run-cost";

/** An environment that runs: what of it is in the owner's totals already, and until when it is known to have run. */
export type RunningEnvironment = MeteredSize & {
  id: EnvironmentId;
  /** Up to here its usage was collected; from here on it was not. */
  uncollectedFrom: Date;
  /** The last time that a complete list of its hub showed it, or when it became ready. */
  lastSeenAt: Date;
};

/** What ran to its end since the last collection: it is in no total yet. */
export type UncollectedRun = MeteredSize & { uncollectedFrom: Date; endedAt: Date };

/** Somebody of whom something runs: all of it, what ended uncollected, and their credit less what was collected, all of one instant. */
export type RunningAccount = {
  ownerId: UserId;
  available: Nano;
  environments: readonly RunningEnvironment[];
  ended: readonly UncollectedRun[];
};

/**
 * What of an account's running environments its credit no longer pays for: none while the credit exceeds what was used and not collected, by
 * what ended until it did and by each that runs until it was last seen; then every one that has a price. What costs nothing goes on at any balance, and time in which nobody saw an environment is
 * not held against it. `books` must hold one that is in force at `now`.
 */
export function unpaidEnvironments(
  { available, environments, ended }: RunningAccount,
  books: readonly PriceBook[],
  now: Date,
): RunningEnvironment[] {
  const costUntil = (run: MeteredSize & { uncollectedFrom: Date }, at: Date) =>
    costOfStretch({ held: heldBy(run), fromAt: run.uncollectedFrom, until: at < now ? at : now }, books);
  const uncollected = [
    ...environments.map((environment) => costUntil(environment, environment.lastSeenAt)),
    ...ended.map((run) => costUntil(run, run.endedAt)),
  ];
  if (available > sumNano(uncollected)) return [];
  const book = inForce(books, now);
  return environments.filter((environment) => hourlyPrice(book, environment) > 0n);
}
