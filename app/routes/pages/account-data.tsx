import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { exportTables } from "~/domain/account/export-table";
import { DataScreen } from "~/ui/account/data-screen";
import type { PageHandle } from "~/ui/shell/page-title";
import { requireViewer } from "~/web/viewer.server";

export const handle = { title: "account.data.title" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  const { impersonator } = await requireViewer(request);
  return { tables: exportTables, isInPerson: !impersonator };
}

export default function AccountData() {
  return <DataScreen {...useLoaderData<typeof loader>()} />;
}
