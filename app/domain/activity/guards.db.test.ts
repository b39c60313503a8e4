import type { Sql } from "postgres";
import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "~/core/id";
import { db, sql } from "~/db/pool.server";
import { asOwner, emptyActivity } from "~/testing/database/as-owner";
import { recordActivity } from "./record-activity.server";
import { verifyChain } from "./verify-chain.server";

beforeEach(async () => {
  await emptyActivity();
  for (const targetId of [newId("user"), newId("user")])
    await recordActivity(db, { action: "member.join", targetKind: "user", targetId });
});

describe("the portal itself", () => {
  test.each([
    ["change a line", () => sql`update activity set action = 'x'`],
    ["delete a line", () => sql`delete from activity`],
    ["empty the log", () => sql`truncate activity`],
    ["move the end of a chain", () => sql`update activity_heads set place = 0`],
    ["add a chain", () => sql`insert into activity_heads values (40, 0, '')`],
    ["take the guards away", () => sql`alter table activity disable trigger all`],
    ["get past the guards", () => sql`set session_replication_role = replica`],
    [
      "put another rule in",
      () =>
        sql`create or replace function chain_activity() returns trigger language plpgsql as 'begin return new; end'`,
    ],
  ])("may not %s", async (_, attempt) => {
    await expect(attempt()).rejects.toThrow(/permission denied|must be owner/);
    expect(await verifyChain(db)).toMatchObject({ state: "whole", lines: 2 });
  });

  test.each([
    ["update", (owner: Sql) => owner`update activity set action = 'x'`],
    ["delete", (owner: Sql) => owner`delete from activity`],
    ["truncate", (owner: Sql) => owner`truncate activity`],
    ["delete of a chain's end", (owner: Sql) => owner`delete from activity_heads`],
  ])("even the owner of the database meets a guard: %s", async (_, attempt) => {
    await expect(asOwner(attempt)).rejects.toThrow("is append-only");
  });
});
