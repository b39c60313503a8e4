import { HOUR, instant, later, MINUTE } from "../../../app/core/clock";
import { parseDecimal } from "../../../app/core/money";
import type { Habit } from "./habits";
import type { Stay } from "./plan-stays";

/** A start must be able to pay for a quarter of an hour. */
const quartersPerHour = 4n;

/**
 * The stay as far as `credit` (nano) goes at `perHour`, and what it costs; undefined when it cannot begin. Whoever watches their credit
 * stops in time; everybody else is stopped in the minute in which it is gone.
 */
export function affordable(
  stay: Stay,
  habit: Habit,
  credit: bigint,
  perHour: bigint,
): { stay: Stay; cost: bigint } | undefined {
  const { worksUntilCreditIs } = habit;
  const cost = costOf(stay, perHour);
  if (worksUntilCreditIs !== undefined) {
    const rest = credit - (parseDecimal(worksUntilCreditIs) ?? 0n);
    if (rest <= 0n) return undefined;
    return cost < rest ? { stay, cost } : { stay: { ...stay, to: lastingUntil(stay, rest, perHour) }, cost: rest };
  }
  if (credit < perHour / quartersPerHour) return undefined;
  if (cost < credit) return { stay, cost };
  const minute = Math.ceil(lastingUntil(stay, credit, perHour).getTime() / MINUTE) * MINUTE;
  const stopped = { ...stay, to: instant(minute), endReason: "creditUsedUp" as const };
  return { stay: stopped, cost: costOf(stopped, perHour) };
}

const costOf = ({ from, to }: Stay, perHour: bigint) =>
  (perHour * BigInt(to.getTime() - from.getTime())) / BigInt(HOUR);

const lastingUntil = ({ from }: Stay, money: bigint, perHour: bigint) =>
  later(from, Number((money * BigInt(HOUR)) / perHour));
