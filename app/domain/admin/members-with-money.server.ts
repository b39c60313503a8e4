import { clock } from "~/core/clock";
import { ZERO } from "~/core/money";
import { periodOf } from "~/core/month";
import type { Db } from "~/db/pool.server";
import { creditsOfUsers } from "~/domain/billing/ledger/accounts.queries.server";
import { spentOfUsers } from "~/domain/metering/usage/usage-days.queries.server";
import type { MemberRow } from "./members.queries.server";

/** A page of members with what each has spent this month and has left. */
export async function membersWithMoney(db: Db, members: readonly MemberRow[]) {
  const ids = members.map(({ id }) => id);
  const [credits, spent] = await Promise.all([creditsOfUsers(db, ids), spentOfUsers(db, ids, periodOf(clock.now()))]);
  return members.map((member) => ({
    id: member.id,
    name: member.name,
    email: member.email,
    isAdmin: member.isAdmin,
    ...(member.suspendedAt && { suspendedAt: member.suspendedAt }),
    ...(member.deletionAt && { deletionAt: member.deletionAt }),
    ...(member.clusterName && { clusterName: member.clusterName }),
    ...(member.placement && { placement: member.placement }),
    spentThisMonth: spent.get(member.id) ?? ZERO,
    balance: credits.get(member.id)?.available ?? ZERO,
    ...(member.lastSeenAt && { lastSeenAt: member.lastSeenAt }),
  }));
}
