import type { EnvironmentId, UserId } from "~/core/id";
import { sumNano, type Nano } from "~/core/money";
import { hourlyPrice, inForce, type PriceBook } from "~/domain/billing/price-book";
import { costOfStretch } from "./run-cost";
import type { Shape } from "./segment";

/** An environment that runs: what of it is in the owner's totals already, and until when it is known to have run. */
export type RunningEnvironment = Shape & {
  id: EnvironmentId;
  /** Up to here its usage was collected; from here on it was not. */
  uncollectedFrom: Date;
  /** The last time that a complete list of its hub showed it, or when it became ready. */
  lastSeenAt: Date;
};

/** Somebody of whom something runs: all of it, and their credit less what was collected, all of one instant. */
export type RunningAccount = { ownerId: UserId; available: Nano; environments: readonly RunningEnvironment[] };

/**
 * What of an account's running environments its credit no longer pays for: none while the credit exceeds what they used up to when each was
 * last seen, then every one that has a price. What costs nothing goes on at any balance, and time in which nobody saw an environment is
 * not held against it. `books` must hold one that is in force at `now`.
 */
export function unpaidEnvironments(
  { available, environments }: RunningAccount,
  books: readonly PriceBook[],
  now: Date,
): RunningEnvironment[] {
  const uncollected = environments.map((environment) =>
    costOfStretch(
      {
        ...environment,
        fromAt: environment.uncollectedFrom,
        until: environment.lastSeenAt < now ? environment.lastSeenAt : now,
      },
      books,
    ),
  );
  if (available > sumNano(uncollected)) return [];
  const book = inForce(books, now);
  return environments.filter((environment) => hourlyPrice(book, environment) > 0n);
}
