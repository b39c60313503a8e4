import { clock, MINUTE } from "~/core/clock";
import type { Hopsworks, HopsworksProject } from "~/integrations/hopsworks/hopsworks";

/** How old an answer may be that is given to whoever asks. */
const FRESH_FOR = MINUTE;

type Kept = { byOwner: Promise<Map<string, HopsworksProject[]>>; answeredAt?: number };

const kept = new WeakMap<Hopsworks, Kept>();

/**
 * The usable projects that a user of this installation created, as they were at most a minute ago. Hopsworks can only list everybody's, so
 * the list is asked for once for all who ask meanwhile, and is kept for a minute. A list that did not come is not kept, and an old one never
 * stands in for it: throws AppError `unavailable`.
 */
export async function projectsOfOwner(hopsworks: Hopsworks, username: string): Promise<readonly HopsworksProject[]> {
  const known = kept.get(hopsworks);
  const isUsable = known && (known.answeredAt === undefined || isFresh(known.answeredAt));
  const { byOwner } = isUsable ? known : ask(hopsworks);
  return (await byOwner).get(username) ?? [];
}

/** Also when the clock was set back. */
function isFresh(answeredAt: number): boolean {
  const age = clock.now().getTime() - answeredAt;
  return age >= 0 && age < FRESH_FOR;
}

function ask(hopsworks: Hopsworks): Kept {
  const asked: Kept = {
    byOwner: hopsworks.allProjects().then((projects) => {
      asked.answeredAt = clock.now().getTime();
      return Map.groupBy(projects, ({ owner }) => owner);
    }),
  };
  kept.set(hopsworks, asked);
  asked.byOwner.catch(() => kept.get(hopsworks) === asked && kept.delete(hopsworks));
  return asked;
}
