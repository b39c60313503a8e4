export type Series = { key: string; name: string };

export type BarDay = {
  /** "2026-11-22". */
  day: string;
  parts: { key: string; amount: bigint }[];
  /** A day that is `late` or `missing` is hatched: nothing measured is not the same as nothing used. */
  state: "complete" | "open" | "late" | "missing";
};

export type Bars = { label: string; currency: string; series: Series[]; days: BarDay[] };

export const isHole = (day: BarDay) => day.state === "late" || day.state === "missing";
