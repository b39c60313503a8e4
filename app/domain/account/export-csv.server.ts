import { csvLines } from "~/core/csv.server";
import type { UserId } from "~/core/id";
import { exportColumns } from "./export-columns";
import { exportRows } from "./export-rows.server";
import type { ExportTable } from "./export-table";

/** One table of the member's as the pieces of a CSV file (RFC 4180). What a spreadsheet would take for a formula is disarmed. */
export async function* exportCsv(userId: UserId, table: ExportTable): AsyncGenerator<string, void> {
  const columns = exportColumns[table];
  yield csvLines([columns]);
  for await (const rows of exportRows(userId, table))
    if (rows.length > 0) yield csvLines(rows.map((row) => columns.map((column) => row[column])));
}
