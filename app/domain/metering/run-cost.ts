import { ZERO, nano, type Nano } from "~/core/money";
import { costOf, type PriceBook } from "~/domain/billing/price-book";
import type { Shape } from "./segment";
import { usageDuring, type Stretch } from "./usage-window";

/** What a stretch costs, each part of it under the price book that was in force then. */
export function costOfStretch(stretch: Stretch, books: readonly PriceBook[]): Nano {
  const inOrder = books.toSorted((a, b) => a.validFrom.getTime() - b.validFrom.getTime());
  return inOrder.reduce((sum, book, i) => {
    const until = inOrder[i + 1]?.validFrom ?? stretch.until;
    return nano(sum + costOf(book, usageDuring(stretch, book.validFrom, until)));
  }, ZERO);
}

/** What a run that goes on has cost by `now` at today's prices: an estimate that the next collection replaces. Nothing before its start. */
export function liveCost(run: Shape & { startedAt: Date | null }, book: PriceBook, now: Date): Nano {
  if (!run.startedAt) return ZERO;
  const { cpuMilli, memoryMib, gpus, startedAt } = run;
  return costOf(book, usageDuring({ cpuMilli, memoryMib, gpus, fromAt: startedAt, until: now }, startedAt, now));
}
