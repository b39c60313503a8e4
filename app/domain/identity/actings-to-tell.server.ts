import { clock, DAY, later } from "~/core/clock";
import type { UserId } from "~/core/id";
import { db } from "~/db/pool.server";
import { TOLD_FOR_DAYS } from "./acting";
import { findActingsToTell } from "./acting.queries.server";

export type ActingToTell = { id: string; at: Date; adminName: string; reason: string };

const AT_MOST = 5;

/** Who looked at this member's portal lately, and why: told until the member has put it away, or for thirty days. */
export async function actingsToTell(userId: UserId): Promise<ActingToTell[]> {
  return findActingsToTell(db, userId, later(clock.now(), -TOLD_FOR_DAYS * DAY), AT_MOST);
}
