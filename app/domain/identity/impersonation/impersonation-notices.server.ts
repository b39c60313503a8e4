import { clock, DAY, later } from "~/core/clock";
import type { UserId } from "~/core/id";
import { db } from "~/db/pool.server";
import { NOTICE_DAYS } from "./impersonation";
import { findImpersonationNotices } from "./impersonation.queries.server";

export type ImpersonationNotice = { id: string; at: Date; adminName: string; reason: string };

const AT_MOST = 5;

/** Who looked at this member's portal lately, and why: told until the member has put it away, or for thirty days. */
export async function impersonationNotices(userId: UserId): Promise<ImpersonationNotice[]> {
  return findImpersonationNotices(db, userId, later(clock.now(), -NOTICE_DAYS * DAY), AT_MOST);
}
