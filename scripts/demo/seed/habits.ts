import { cast, type CastMember } from "../../../app/testing/cast";

export type SizeSlug = "small" | "medium" | "large";

/** How somebody works with the platform. */
export type Habit = {
  /** A number of its own, so that everybody's days differ and every seeding gives the same ones. */
  seed: number;
  /** The sizes they choose among. */
  sizes: readonly SizeSlug[];
  /** Of five weekdays, how many they work with a notebook. */
  daysAWeek: number;
  /** The hour (UTC) at which they begin, or later. */
  hour?: number;
  /** Their first and last day with the platform, counted from the first of the history. */
  joins?: number;
  leavesOff?: number;
  /** Bought on which day, in major units. */
  purchases?: readonly { day: number; amount: string }[];
  /** Buys this much whenever the credit is below so much (decimals). */
  topUp?: { below: string; amount: string };
  /** They work until the credit is gone but for this much (decimal). Others are stopped when it is gone. */
  worksUntilCreditIs?: string;
};

export type Person = { subject: string; email: string; name: string; givenName: string; familyName: string };

export type Participant = Person & { habit: Habit };

const as = (member: CastMember, habit: Habit): Participant => ({ ...member, habit });

/** How the cast has worked over the last 90 days. Charlie has not come yet. */
export const castHabits: readonly Participant[] = [
  as(cast.ada, { seed: 11, sizes: ["small"], daysAWeek: 1.5 }),
  as(cast.alice, {
    seed: 23,
    sizes: ["medium", "medium", "small"],
    daysAWeek: 4,
    purchases: [
      { day: 2, amount: "20" },
      { day: 51, amount: "30" },
    ],
  }),
  as(cast.bob, {
    seed: 37,
    sizes: ["small", "medium", "large"],
    daysAWeek: 3,
    purchases: [{ day: 6, amount: "10" }],
    worksUntilCreditIs: "0.02",
  }),
];
