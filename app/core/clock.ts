/** The one place that asks the machine what time it is. Pure code takes `now` as a value. */
let frozenAt: Date | undefined;

let shiftMs = 0;

export const clock = {
  now(): Date {
    return new Date(frozenAt ?? machineTime());
  },
};

/** What the machine's clock says, in milliseconds of Unix time, whether or not `clock` stands still. */
export function machineTime(): number {
  return Date.now() + shiftMs;
}

/** For tests and the demo's seed: time stands still at `at` until `undefined` is given. */
export function freezeClock(at: Date | undefined): void {
  frozenAt = at;
}

/** For tests: from now on the machine's clock is wrong by so many milliseconds; 0 sets it right. */
export function shiftMachineTime(milliseconds: number): void {
  shiftMs = milliseconds;
}

/** Reads an ISO 8601 instant or a millisecond count; throws RangeError on anything that is no time. */
export function instant(value: string | number): Date {
  const at = new Date(value);
  if (Number.isNaN(at.getTime())) throw new RangeError(`not a time: ${value}`);
  return at;
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** `at` moved by `milliseconds`, which may be negative. */
export function later(at: Date, milliseconds: number): Date {
  return new Date(at.getTime() + milliseconds);
}
