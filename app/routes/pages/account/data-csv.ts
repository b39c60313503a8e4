import type { LoaderFunctionArgs } from "@remix-run/node";
import { refuse } from "~/core/app-error";
import { exportCsv } from "~/domain/account/export-csv.server";
import { isExportTable } from "~/domain/account/export-table";
import { recordExport } from "~/domain/account/record-export.server";
import { download } from "~/web/download.server";
import { requireInPerson } from "~/web/session/viewer.server";

export async function loader(asked: LoaderFunctionArgs) {
  const viewer = await requireInPerson(asked.request);
  const { table } = asked.params;
  if (!isExportTable(table)) refuse("not_found", "exportTableUnknown");
  await recordExport(viewer, table);
  return download(asked, { name: `atrium-${table}.csv`, type: "text/csv" }, exportCsv(viewer.userId, table));
}
