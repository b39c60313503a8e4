import { stringify } from "csv-stringify/sync";
import type { UserId } from "~/core/id";
import { exportColumns } from "./export-columns";
import { exportRows } from "./export-rows.server";
import type { ExportTable } from "./export-table";

/** One table of the member's as the pieces of a CSV file (RFC 4180). What a spreadsheet would take for a formula is disarmed. */
export async function* exportCsv(userId: UserId, table: ExportTable): AsyncGenerator<string, void> {
  const columns = exportColumns[table];
  yield lines([columns]);
  for await (const rows of exportRows(userId, table))
    if (rows.length > 0) yield lines(rows.map((row) => columns.map((column) => row[column])));
}

function lines(records: readonly (readonly unknown[])[]): string {
  return stringify(
    records.map((record) => record.map(cell)),
    { escape_formulas: true, record_delimiter: "windows" },
  );
}

function cell(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return "";
  return value instanceof Date ? value.toISOString() : JSON.stringify(value);
}
