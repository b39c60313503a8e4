import { freezeClock } from "../../../app/core/clock";
import type { ClusterId, EnvironmentId, UserId } from "../../../app/core/id";
import type { Viewer } from "../../../app/domain/identity/viewer";
import type { StandIns } from "../settings";
import type { Calendar } from "./calendar";
import type { Participant, SizeSlug } from "./habits";
import type { SizeRow } from "./history.queries.server";
import type { Stay } from "./plan-stays";

export type PlannedStay = Stay & { who: Participant };

/** What the seed knows while it goes through the days. Clusters are there once they are added. */
export type World = {
  calendar: Calendar;
  standIns: StandIns;
  sizes: ReadonlyMap<SizeSlug, SizeRow>;
  clusters: { first?: ClusterId; second?: ClusterId };
  /** When each cluster was added. */
  joined: Map<ClusterId, Date>;
  /** Where something ran since the last collection. */
  uncollected: Set<ClusterId>;
  /** By e-mail address: who has joined. */
  viewers: Map<string, Viewer>;
  /** When each member signed in last. */
  signedIn: Map<UserId, Date>;
  notebooks: Map<UserId, EnvironmentId>;
  /** When the last run of each member ended. */
  lastEnd: Map<UserId, Date>;
  /** Checkout sessions that were paid, by the buyer's e-mail address, in order. */
  paid: Map<string, string[]>;
  /** Everything that is planned and not recorded yet, by its end. */
  ahead: PlannedStay[];
};

/** The member of this address. Throws while they have not joined. */
export function viewerOf({ viewers }: World, email: string): Viewer {
  const viewer = viewers.get(email);
  if (!viewer) throw new Error(`${email} has not joined yet`);
  return viewer;
}

/** What happens at an instant of the history; whoever does it finds the clock there. */
export type Happening = { at: Date; does: (world: World) => Promise<unknown> };

/** Lets happenings happen in their order, as far as they lie before `until`. */
export async function goThrough(world: World, happenings: readonly Happening[], until: Date): Promise<void> {
  for (const { at, does } of happenings.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    if (at >= until) return;
    freezeClock(at);
    await does(world);
  }
}
