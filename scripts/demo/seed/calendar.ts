import { DAY, HOUR, instant, later, MINUTE } from "../../../app/core/clock";

export const DAYS = 90;

/** The 90 days that end today: day 0 is the first whole one, day 89 is today. Days begin at midnight UTC. */
export type Calendar = { began: Date; now: Date; midnight: (day: number) => Date };

/** The history that ends at `now`; it began 90 times 24 hours before. */
export function calendarUntil(now: Date): Calendar {
  const began = later(now, -DAYS * DAY);
  const first = Math.ceil(began.getTime() / DAY) * DAY;
  return { began, now, midnight: (day) => instant(first + day * DAY) };
}

/** An instant on a day of the history. */
export function at({ midnight }: Calendar, day: number, hour: number, minute = 0): Date {
  return later(midnight(day), hour * HOUR + minute * MINUTE);
}
