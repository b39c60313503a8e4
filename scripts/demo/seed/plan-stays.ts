import { HOUR, later, MINUTE } from "../../../app/core/clock";
import { DAYS, type Calendar } from "./calendar";
import type { Habit, SizeSlug } from "./habits";
import { randomFrom } from "./random";

/** Why a start came to nothing, as the portal records it; `cause` is the hub's own word. */
export type Failure = {
  reason: "startFailed" | "startVanished" | "startTookTooLong" | "hubUnreachable";
  cause?: string;
};

export type EndReason = "stoppedByOwner" | "stoppedOutside" | "creditUsedUp";

/** One stretch of work. `failedBefore`: a first attempt some minutes earlier did not come up. */
export type Stay = {
  day: number;
  size: SizeSlug;
  from: Date;
  to: Date;
  endReason: EndReason;
  failedBefore?: Failure;
};

const failures: readonly Failure[] = [
  { reason: "startFailed", cause: "0/6 nodes are available: 6 Insufficient memory." },
  { reason: "startFailed", cause: "The kernel image could not be unpacked: no space left on the node's disk." },
  { reason: "startFailed", cause: "Timed out while waiting for the volume to attach." },
  { reason: "startTookTooLong" },
  { reason: "startVanished" },
];

/** What the member means to do on each day: a morning, and now and then an afternoon. The last stay ends an hour ago at the latest. */
export function plannedStays(habit: Habit, calendar: Calendar): Stay[] {
  const chance = randomFrom(habit.seed);
  const luck = randomFrom(habit.seed * 31 + 7);
  const { joins = 0, leavesOff = DAYS } = habit;
  const until = later(calendar.now, -HOUR);
  return Array.from({ length: DAYS }, (_, day) => staysOfDay(habit, calendar.midnight(day), day, chance))
    .flat()
    .filter(({ day, to }) => day >= joins && day < leavesOff && to < until)
    .map((stay) => ({ ...stay, ...fortune(luck) }));
}

/** A day's dice are thrown in the same order whatever comes of them. */
function staysOfDay(habit: Habit, midnight: Date, day: number, chance: () => number) {
  const morning = later(midnight, (habit.hour ?? 8) * HOUR + Math.floor(chance() * 90) * MINUTE);
  const isWorkday = morning.getUTCDay() % 6 !== 0 && chance() < habit.daysAWeek / 5;
  const size = habit.sizes[Math.floor(chance() * habit.sizes.length)];
  const lengths = [30 + chance() * 200, chance() < 0.4 ? 40 + chance() * 150 : 0];
  if (!isWorkday || !size) return [];
  return lengths.flatMap((minutes, half) => {
    const from = later(morning, half * 5 * HOUR);
    return minutes > 0 ? [{ day, size, from, to: later(from, Math.round(minutes * MINUTE)) }] : [];
  });
}

/** Most starts work, and most people stop what they started. */
function fortune(luck: () => number): Pick<Stay, "endReason" | "failedBefore"> {
  const [start, end] = [luck(), luck()];
  const failure = start < 0.05 ? failures[Math.floor((start / 0.05) * failures.length)] : undefined;
  return { endReason: end < 0.07 ? "stoppedOutside" : "stoppedByOwner", ...(failure && { failedBefore: failure }) };
}
