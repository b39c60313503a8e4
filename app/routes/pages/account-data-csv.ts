import type { LoaderFunctionArgs } from "@remix-run/node";
import { refuse } from "~/core/app-error";
import { exportCsv } from "~/domain/account/export-csv.server";
import { isExportTable } from "~/domain/account/export-table";
import { recordExport } from "~/domain/account/record-export.server";
import { download } from "~/web/download.server";
import { requireInPerson } from "~/web/viewer.server";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireInPerson(request);
  const { table } = params;
  if (!isExportTable(table)) refuse("not_found", "exportTableUnknown");
  await recordExport(viewer, table);
  return download(`atrium-${table}.csv`, "text/csv", exportCsv(viewer.userId, table));
}
