import { clock } from "~/core/clock";
import type { UserId } from "~/core/id";
import { exportRows } from "./export-rows.server";
import { exportTables } from "./export-table";

/** Everything about the member as the pieces of one JSON document: a list per table. */
export async function* exportJson(userId: UserId): AsyncGenerator<string, void> {
  yield `{"exportedAt":${JSON.stringify(clock.now())}`;
  for (const table of exportTables) {
    yield `,\n${JSON.stringify(table)}:[`;
    let separator = "\n";
    for await (const rows of exportRows(userId, table)) {
      if (rows.length === 0) continue;
      yield separator + rows.map((row) => JSON.stringify(row)).join(",\n");
      separator = ",\n";
    }
    yield "]";
  }
  yield "}\n";
}
