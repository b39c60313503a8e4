import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { env } from "~/core/env.server";
import { isId, type EnvironmentId } from "~/core/id";
import { db } from "~/db/pool.server";
import { activePage, countActive } from "~/domain/admin/environments.queries.server";
import { workloadsById } from "~/domain/workloads/workloads.queries.server";
import { environmentsWithCost } from "~/domain/metering/usage/environments-with-cost.server";
import { AdminEnvironmentsScreen } from "~/ui/admin/environments-screen";
import { keysetOf, pageOf } from "~/web/keyset/keyset.server";
import type { PageHandle } from "~/ui/shell/page-title";
import { requireAdmin } from "~/web/session/viewer.server";

const PAGE = 25;
const isEnvironmentId = (value: unknown): value is EnvironmentId => isId("env", value);

export const handle = { title: "shell.nav.admin_environments" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  await requireAdmin(request);
  const keyset = keysetOf(new URL(request.url).searchParams, isEnvironmentId, PAGE);
  const [rows, total] = await Promise.all([activePage(db, keyset), countActive(db)]);
  const { shown, pages } = pageOf(rows, keyset, request);
  const owners = new Map(shown.map((row) => [row.id, row.owner]));
  const environments = await environmentsWithCost(db, await workloadsById(db, [...owners.keys()]));
  return {
    currency: env().CURRENCY,
    total,
    environments: environments.map((one) => ({ ...one, owner: owners.get(one.id) })),
    pages,
  };
}

export default function AdminEnvironments() {
  return <AdminEnvironmentsScreen {...useLoaderData<typeof loader>()} />;
}
