import { cast } from "../../app/testing/cast";

export type Habit = {
  /** A number of its own, so that everybody's days differ and every seeding gives the same ones. */
  seed: number;
  /** The sizes they choose among. */
  sizes: readonly ("small" | "medium" | "large")[];
  /** Of five weekdays, how many they work with a notebook. */
  daysAWeek: number;
  /** Bought on which day, in major units. */
  purchases: readonly { day: number; amount: string }[];
  /** They work until the credit is gone but for this much (decimal), or to the end. */
  worksUntilCreditIs?: string;
};

/** How the cast has worked over the last 90 days. */
export const habits: Readonly<Record<string, Habit>> = {
  [cast.ada.email]: { seed: 11, sizes: ["small"], daysAWeek: 1.5, purchases: [] },
  [cast.alice.email]: {
    seed: 23,
    sizes: ["medium", "medium", "small"],
    daysAWeek: 4,
    purchases: [
      { day: 2, amount: "20" },
      { day: 51, amount: "30" },
    ],
  },
  [cast.bob.email]: {
    seed: 37,
    sizes: ["small", "medium", "large"],
    daysAWeek: 3,
    purchases: [{ day: 6, amount: "10" }],
    worksUntilCreditIs: "0.02",
  },
};
