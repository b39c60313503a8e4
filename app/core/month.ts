/** Months are UTC, as bills are: a service period is named by its first day, `2026-11-01`. */
export type Period = `${number}-${string}-01`;

/** The month that `at` lies in. */
export function periodOf(at: Date): Period {
  return `${at.toISOString().slice(0, 7)}-01` as Period;
}

/** When the month after the one that `at` lies in begins. */
export function monthAfter(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1));
}

/** Reads `2026-11`; undefined for anything that is no month of this century. */
export function parseMonth(text: string | null): Period | undefined {
  return text && /^20\d{2}-(0[1-9]|1[0-2])$/.test(text) ? (`${text}-01` as Period) : undefined;
}
