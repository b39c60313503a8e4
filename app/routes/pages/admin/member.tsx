import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { refuse } from "~/core/app-error";
import { env } from "~/core/env.server";
import { db } from "~/db/pool.server";
import { allActivities } from "~/domain/activity/all-activities.server";
import { findMember } from "~/domain/admin/members.queries.server";
import { membersWithMoney } from "~/domain/admin/members-with-money.server";
import { statementOf } from "~/domain/billing/ledger/statement.queries.server";
import { placementOf } from "~/domain/clusters/placement/placement-of.server";
import { workloadsOf } from "~/domain/workloads/workloads.queries.server";
import { isAppointed } from "~/domain/identity/members/is-appointed.server";
import { stopsAtOf } from "~/domain/identity/members/suspension";
import { environmentsWithCost } from "~/domain/metering/usage/environments-with-cost.server";
import { AdminMemberScreen } from "~/ui/admin/members/member-screen";
import { userIdOf } from "~/web/forms/params.server";
import { problemAskedFor } from "~/web/forms/problem-token.server";
import type { PageHandle } from "~/ui/shell/page-title";
import { requireAdmin } from "~/web/session/viewer.server";

export const handle = { title: "shell.nav.admin_members" } satisfies PageHandle;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireAdmin(request);
  const row = (await findMember(db, userIdOf(params))) ?? refuse("not_found", "memberNotFound");
  const [[member], placement, environments, statement, activity] = await Promise.all([
    membersWithMoney(db, [row]),
    placementOf(db, row.id),
    workloadsOf(db, row.id),
    statementOf(db, row.id, { limit: 15 }),
    allActivities(db, { around: row.id, limit: 15 }),
  ]);
  if (!member) refuse("not_found", "memberNotFound");
  return {
    currency: env().CURRENCY,
    member,
    createdAt: row.createdAt,
    ...(row.suspendedReason && { suspendedReason: row.suspendedReason }),
    ...(row.suspendedAt && { suspensionStopsAt: stopsAtOf({ ...row, suspendedAt: row.suspendedAt }) }),
    isSelf: row.id === viewer.userId,
    isAppointed: isAppointed(row.email),
    problem: problemAskedFor(new URL(request.url).searchParams),
    placement,
    environments: await environmentsWithCost(db, environments),
    statement: statement.lines,
    activity,
  };
}

export default function AdminMember() {
  return <AdminMemberScreen {...useLoaderData<typeof loader>()} />;
}
