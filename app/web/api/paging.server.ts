import { z } from "zod";

type Bounds = { least: number; most: number; usual: number };

/**
 * The `limit` and `offset` of a list, for an endpoint's `query`: spread into its object. What is not a whole number within the caps is
 * refused, never bent into one; left out, a list shows `usual` of its things from the first on.
 */
export function paging({ usual = 50, most = 200 }: Partial<Omit<Bounds, "least">> = {}) {
  return {
    limit: wholeNumber({ least: 1, most, usual }).describe("How many to show."),
    offset: wholeNumber({ least: 0, most: FARTHEST, usual: 0 }).describe("How many to skip before the first."),
  };
}

/** A list that is only cut short, and not paged: its `limit` alone. */
export function cutting(bounds: Partial<Omit<Bounds, "least">> = {}) {
  const { limit } = paging(bounds);
  return { limit };
}

/** Skipping costs what it skips; whoever goes farther asks with filters, or exports. */
const FARTHEST = 100_000;

/** A whole number in an address. Digits alone: `1e2`, `0x10`, ` 5` and nothing at all are none. */
function wholeNumber({ least, most, usual }: Bounds) {
  const problem = `must be a whole number from ${least} to ${most}`;
  return z
    .string({ error: problem })
    .regex(/^\d{1,9}$/, problem)
    .transform(Number)
    .pipe(z.number().min(least, problem).max(most, problem))
    .default(usual)
    .meta({ override: { type: "integer", pattern: undefined, minimum: least, maximum: most, default: usual } });
}
