import { ZERO, nano, type Nano } from "~/core/money";
import type { MeteredSize } from "~/domain/billing/prices/meter";
import { costOf, type PriceBook } from "~/domain/billing/prices/price-book";
import { heldBy } from "~/domain/billing/prices/quantities";
import { usageDuring, type Stretch } from "~/domain/metering/windows/usage-window";

/** What a stretch costs, each part of it under the price book that was in force then. */
export function costOfStretch(stretch: Stretch, books: readonly PriceBook[]): Nano {
  const inOrder = books.toSorted((a, b) => a.validFrom.getTime() - b.validFrom.getTime());
  return inOrder.reduce((sum, book, i) => {
    const until = inOrder[i + 1]?.validFrom ?? stretch.until;
    return nano(sum + costOf(book, usageDuring(stretch, book.validFrom, until).quantities));
  }, ZERO);
}

/** What a run that goes on has cost by `now` at today's prices: an estimate that the next collection replaces. Nothing before its start. */
export function liveCost(run: MeteredSize & { startedAt: Date | null }, book: PriceBook, now: Date): Nano {
  if (!run.startedAt) return ZERO;
  const stretch = { held: heldBy(run), fromAt: run.startedAt, until: now };
  return costOf(book, usageDuring(stretch, run.startedAt, now).quantities);
}
