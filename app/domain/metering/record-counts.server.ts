import { clock } from "~/core/clock";
import type { EnvironmentId, UserId } from "~/core/id";
import { transaction } from "~/db/transaction.server";
import type { Quantities } from "~/domain/billing/prices/quantities";
import { firstOpenWindow } from "~/domain/metering/collection/coverage";
import { windowsHeldFrom } from "~/domain/metering/windows/retention.queries.server";
import { rollUpUsage } from "~/domain/metering/windows/roll-up-usage.server";
import { oweRollUp } from "~/domain/metering/windows/roll-up.queries.server";
import { windowStartOf } from "~/domain/metering/windows/usage-window";
import { upsertWindows, type WindowRow } from "~/domain/metering/windows/windows.queries.server";

/** What one counter counted of one member in one window: all of it, never an increment. */
export type CountsOfWindow = {
  /** Who counts. Two that count the same member at once have two names, and both count. */
  counter: string;
  windowStart: Date;
  userId: UserId;
  environmentId?: EnvironmentId;
  counts: Quantities;
};

/** What is counted is no cluster's. */
const NO_CLUSTER = "";

/** Rows that one statement writes. */
const MOST_ROWS = 5000;

/**
 * Records what was counted, for meters that are counted and not held over time. Told again, late or twice it changes nothing; told differently it
 * replaces, until a quarter of an hour after the window's end: then the window is final with what is told first, so each is told once more after
 * that. Windows of months that are not held any more stay as they were. Throws RangeError for what is no window's start.
 */
export async function recordCounts(counts: readonly CountsOfWindow[]): Promise<void> {
  const finalBefore = firstOpenWindow(clock.now());
  const rows = counts.map((one) => rowOf(one, finalBefore));
  for (let from = 0; from < rows.length; from += MOST_ROWS)
    await transaction(async (tx) => {
      const heldFrom = await windowsHeldFrom(tx);
      const held = rows.slice(from, from + MOST_ROWS).filter((row) => !heldFrom || row.windowStart >= heldFrom);
      await oweRollUp(tx, await upsertWindows(tx, NO_CLUSTER, held));
    });
  await rollUpUsage();
}

function rowOf({ counter, windowStart, userId, environmentId, counts }: CountsOfWindow, finalBefore: Date): WindowRow {
  if (windowStartOf(windowStart).getTime() !== windowStart.getTime())
    throw new RangeError(`no window starts at ${windowStart.toISOString()}`);
  return {
    windowStart,
    segmentId: `${counter}/${userId}/${environmentId ?? ""}`,
    userId,
    environmentId: environmentId ?? null,
    quantities: counts,
    runningMs: 0n,
    isFinal: windowStart < finalBefore,
  };
}
