import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { env } from "~/core/env.server";
import { db } from "~/db/pool.server";
import { overview } from "~/domain/admin/overview.server";
import { AdminOverviewScreen } from "~/ui/admin/overview-screen";
import { overviewView } from "~/ui/admin/overview-view";
import type { PageHandle } from "~/ui/shell/page-title";
import { requireAdmin } from "~/web/session/viewer.server";

export const handle = { title: "shell.nav.admin_overview" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  await requireAdmin(request);
  return { currency: env().CURRENCY, ...overviewView(await overview(db)) };
}

export default function AdminOverview() {
  return <AdminOverviewScreen {...useLoaderData<typeof loader>()} />;
}
