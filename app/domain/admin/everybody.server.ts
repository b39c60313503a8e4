import { MINUTE } from "~/core/clock";
import type { Nano } from "~/core/money";
import type { Period } from "~/core/month";
import { currentPool, db } from "~/db/pool.server";
import { countMembers } from "./members.queries.server";
import { sumOfPeriod } from "./overview.queries.server";

/** What is counted or summed over this many members is kept for a minute; over fewer it costs nothing to know it exactly. */
const MANY = 10_000;

type Kept<T> = { value: T; of: string; pool: object; at: number };

let total: Kept<number> | undefined;
let spent: Kept<Nano> | undefined;

/** How many members there are; where they are many, as of at most a minute ago. */
export async function memberTotal(): Promise<number> {
  if (isFresh(total, "members")) return total.value;
  const value = await countMembers(db);
  total = value < MANY ? undefined : keep(value, "members");
  return value;
}

/** What everyone together spent in a month; where they are many, as of at most a minute ago. */
export async function spentInPeriod(period: Period): Promise<Nano> {
  if (isFresh(spent, period)) return spent.value;
  const value = await sumOfPeriod(db, period);
  spent = (await memberTotal()) < MANY ? undefined : keep(value, period);
  return value;
}

function isFresh<T>(kept: Kept<T> | undefined, of: string): kept is Kept<T> {
  return kept?.of === of && kept.pool === currentPool() && performance.now() - kept.at < MINUTE;
}

function keep<T>(value: T, of: string): Kept<T> {
  return { value, of, pool: currentPool(), at: performance.now() };
}
