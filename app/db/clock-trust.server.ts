import { sql as raw } from "drizzle-orm";
import { AppError } from "~/core/app-error";
import { machineTime, MINUTE, SECOND } from "~/core/clock";
import { compared, isTooMuch, skewAt, type Comparison, type Moment } from "~/core/clock-skew";
import { clockSkewSeconds } from "~/core/metrics.server";
import { authDb } from "./pool.server";

/** So long a comparison is believed; the clocks are compared every minute. */
const FRESH = 2 * MINUTE;

/** In seconds: when a refused caller comes back. */
const TRY_AGAIN = 30;

let last: Comparison | undefined;
let underWay: Promise<void> | undefined;

const moment = (): Moment => ({ wall: machineTime(), monotonic: performance.now() });

/** Milliseconds by which this machine's clock is ahead of the database's, negative when behind; undefined before they were compared. */
export function clockSkew(): number | undefined {
  return last && skewAt(last, moment());
}

/** Whole seconds by which this machine's clock is ahead of the database's, negative when behind. */
export function skewSeconds(): number {
  return Math.round((clockSkew() ?? 0) / SECOND);
}

/** What an operator is to know while the clock is wrong. */
export function clockProblem(): string {
  const skew = skewSeconds();
  const side = skew > 0 ? "ahead of" : "behind";
  return `this machine's clock is ${Math.abs(skew)} s ${side} the database's: nothing is served, stopped or charged until they agree (is NTP running on both?)`;
}

/** Whether the clock is known to be wrong. Costs nothing and asks nobody, so every request may be refused by it. */
export function isClockWrong(): boolean {
  return isTooMuch(clockSkew() ?? 0);
}

/** Refuses `unavailable` while the clock is known to be wrong: nobody is signed out and nothing is charged by it. */
export function refuseWhileClockIsWrong(): void {
  if (isClockWrong()) throw new AppError("unavailable", "clockWrong", {}, TRY_AGAIN);
}

/** Whether what moves money or ends something may go by this machine's clock: it agreed with the database's a moment ago, and was not set since. */
export async function isClockTrusted(): Promise<boolean> {
  if (ageOfComparison() > FRESH || isClockWrong()) await compareClocks();
  return !isClockWrong();
}

/** Refuses `unavailable` where {@link isClockTrusted} is false; throws when the database cannot be asked. For the start of whatever moves money. */
export async function requireTrustedClock(): Promise<void> {
  await isClockTrusted();
  refuseWhileClockIsWrong();
}

/** Milliseconds since the clocks were compared. */
function ageOfComparison(): number {
  return last ? performance.now() - last.monotonic : Infinity;
}

/** Compares the clocks; callers at the same time share one question. Throws when the database does not answer soon enough. */
export function compareClocks(): Promise<void> {
  return (underWay ??= compare().finally(() => (underWay = undefined)));
}

async function compare(): Promise<void> {
  const asked = moment();
  const [row] = await authDb.execute<{ ms: string }>(raw`select extract(epoch from clock_timestamp()) * 1000 as ms`);
  const comparison = compared(asked, moment(), Number(row?.ms));
  if (!comparison) throw new AppError("unavailable", "databaseAway", {}, 2);
  last = comparison;
  clockSkewSeconds.set(comparison.skewMs / SECOND);
}
