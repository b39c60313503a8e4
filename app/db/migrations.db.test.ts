import { expect, test } from "vitest";
import { sql } from "./pool.server";

test("the migrated database has a partition for this month and guards its ledger", async () => {
  const [row] = await sql<{ partitions: bigint; triggers: bigint }[]>`
    select (select count(*) from pg_inherits where inhparent = 'usage_windows'::regclass) as partitions,
           (select count(*) from pg_trigger where tgrelid = 'ledger_entries'::regclass and not tgisinternal) as triggers`;
  expect(row).toEqual({ partitions: 9n, triggers: 3n });
});
