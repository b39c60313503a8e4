import type { EnvironmentId } from "~/core/id";
import type { Meter } from "~/ui/view-models";

export type UsageLine = {
  /** Absent when the environment is not known any more. */
  environmentId?: EnvironmentId;
  environmentName: string;
  meter: Meter;
  /** Decimal text, in the meter's unit. */
  quantity: string;
  /** Nano for one unit. */
  unitPrice: bigint;
  amount: bigint;
};

export type UsageDay = {
  /** "2026-11-22", a day of UTC. */
  day: string;
  amount: bigint;
  byMeter: { meter: Meter; amount: bigint }[];
  /** Whether anything was used: the day has lines, which are loaded when it is opened. */
  isUsed: boolean;
  /** `open`: still being measured. `late` and `missing`: windows of this day are not there. */
  state: "complete" | "open" | "late" | "missing";
};

/** The day that is open, with the lines that it is the sum of. */
export type OpenDay = { day: string; lines: UsageLine[] };
