import type { UserId } from "~/core/id";
import { exportColumns } from "./export-columns";
import type { ExportTable } from "./export-table";
import { batchOf } from "./exports.queries.server";

const BATCH = 500;

/** One batch after the other of what a table holds of the member, each row with the table's columns and no others. */
export async function* exportRows(userId: UserId, table: ExportTable): AsyncGenerator<Record<string, unknown>[]> {
  for (let after: string | undefined = ""; after !== undefined;) {
    const rows = await batchOf[table](userId, after, BATCH);
    yield rows.map((row) => Object.fromEntries(exportColumns[table].map((column) => [column, row[column] ?? null])));
    after = rows.length === BATCH ? rows.at(-1)?.cursor : undefined;
  }
}
