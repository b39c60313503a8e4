import { clock } from "~/core/clock";
import type { UserId } from "~/core/id";
import { log } from "~/core/log.server";
import { db } from "~/db/pool.server";
import { stopForAccountDeletion } from "~/domain/workloads/stop-workload.server";
import { activeWorkloadsOf } from "~/domain/workloads/workloads.queries.server";
import { membersDue, type Due } from "~/domain/identity/members/account-deletion.queries.server";
import { anonymizeMember } from "./anonymize-member.server";

const AT_ONCE = 100;

type Report = { due: number; anonymized: number; waiting: number };

/**
 * Lets go of the members whose time has come: what they run is stopped, and once it rests they are anonymized, each in one transaction.
 * Cut short anywhere, run twice or by two replicas, it is taken up where it was. Throws when it failed for somebody; the others have gone.
 */
export async function deleteDueAccounts(): Promise<Report> {
  const report = { due: 0, anonymized: 0, waiting: 0 };
  const failures: unknown[] = [];
  const now = clock.now();
  for (let last: Due | undefined, isMore = true; isMore;) {
    const page = await membersDue(db, now, last, AT_ONCE);
    for (const { userId } of page)
      await letGo(userId, report).catch((error: unknown) => failures.push(noted(userId, error)));
    report.due += page.length;
    last = page.at(-1);
    isMore = page.length === AT_ONCE;
  }
  if (failures.length > 0) throw failures[0];
  return report;
}

async function letGo(userId: UserId, report: Report): Promise<void> {
  for (const { id, desired } of await activeWorkloadsOf(db, userId))
    if (desired === "running") await stopForAccountDeletion(userId, id);
  const isGone = await anonymizeMember(userId);
  report[isGone ? "anonymized" : "waiting"] += 1;
}

/** One who cannot be let go keeps nobody else. */
function noted(userId: UserId, error: unknown): unknown {
  log.error({ err: error, userId }, "a member could not be anonymized");
  return error;
}
