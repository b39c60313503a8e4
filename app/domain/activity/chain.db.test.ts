import { setTimeout as wait } from "node:timers/promises";
import type { Sql } from "postgres";
import { beforeEach, describe, expect, test } from "vitest";
import { withLogContext } from "~/core/log.server";
import { newId, type UserId } from "~/core/id";
import { db, sql } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { asOwner, emptyActivity, pastTheGuards } from "~/testing/database/as-owner";
import type { ChainReport } from "./chain";
import { recordActivity, type ActivityFact } from "./record-activity.server";
import { verifyActivity } from "./verify-activity.server";
import { verifyChain } from "./verify-chain.server";

beforeEach(async () => {
  await emptyActivity();
  await sql`truncate cron_runs`;
});

const alice = newId("user");
const fact = (subjectId: UserId = alice): ActivityFact => ({
  actorId: subjectId,
  subjectId,
  action: "environment.start",
  targetKind: "environment",
  targetId: newId("env"),
  before: { state: "stopped", note: null },
  after: { state: "creating", size: "small", price: 1.5, name: "دفترچه \u{1F4D3} 'x'" },
});

async function someLines(count: number): Promise<string[]> {
  for (let i = 0; i < count; i++) await recordActivity(db, fact());
  return (await sql<{ id: bigint }[]>`select id from activity order by id`).map(({ id }) => String(id));
}

const faultOf = (report: ChainReport) => (report.state === "broken" ? report.fault : undefined);

describe("the chain", () => {
  test("holds every line, each with its place, whatever the session's settings", async () => {
    await someLines(3);
    const context = { requestId: "req_1", keyId: "key_1", address: "2001:db8::1", impersonatorId: newId("user") };
    await withLogContext(context, () => recordActivity(db, fact()));
    await asOwner(async (owner) => {
      await owner`set timezone = 'Asia/Tehran'`;
      await owner`set datestyle = 'German'`;
      await owner`insert into activity (at, action, target_kind, target_id, chain, place, hash) values (now(), 'member.join', 'user', 'x', 7, 99, '')`;
    });
    expect(await verifyChain(db)).toMatchObject({ state: "whole", lines: 5, heads: [{ chain: 0, place: 5 }] });
  });

  test("an empty log is whole", async () => {
    expect(await verifyChain(db)).toEqual({ state: "whole", scope: "all", lines: 0, heads: [], lastLine: "0" });
  });

  test("a transaction that is taken back leaves no gap, also a part of one", async () => {
    await someLines(1);
    await transaction(async (tx) => {
      await recordActivity(tx, fact());
      throw new Error("no");
    }).catch(() => undefined);
    await transaction(async (tx) => {
      await tx
        .transaction(async (inner) => {
          await recordActivity(inner, fact());
          throw new Error("no");
        })
        .catch(() => undefined);
      await recordActivity(tx, fact());
    });
    expect(await verifyChain(db)).toMatchObject({ state: "whole", lines: 2 });
  });

  test("many who write at once, several lines each and in any order, neither fail nor leave a gap", async () => {
    const people = Array.from({ length: 12 }, () => newId("user"));
    const write = (i: number) =>
      db.transaction(async (tx) => {
        const mine = people.toSorted((a, b) => ((a.length * i * 7 + a.charCodeAt(8)) % 5) - (b.charCodeAt(9) % 5));
        for (const one of mine.slice(0, 4)) {
          await recordActivity(tx, fact(one));
          if (i % 3 === 0) await wait(1);
        }
      });
    await Promise.all(Array.from({ length: 200 }, (_, i) => write(i)));
    expect(await verifyChain(db)).toMatchObject({ state: "whole", lines: 800 });
  }, 60_000);

  test("nobody waits for somebody who records and has not finished", async () => {
    const release = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const slow = transaction(async (tx) => {
      await recordActivity(tx, fact());
      begun.resolve();
      await release.promise;
    });
    await begun.promise;
    await recordActivity(db, fact());
    expect(await verifyChain(db)).toMatchObject({ state: "whole", lines: 1 });
    release.resolve();
    await slow;
    expect(await verifyChain(db)).toMatchObject({ state: "whole", lines: 2, heads: [{ chain: 0 }, { chain: 1 }] });
  });

  test("when every chain is taken a writer waits for one, and goes on", async () => {
    const writing = Promise.withResolvers<Promise<void[]>>();
    await asOwner((owner) =>
      owner.begin(async (tx) => {
        await tx`select 1 from activity_heads for update`;
        const writers = Promise.all([1, 2, 3, 4].map(() => recordActivity(db, fact())));
        writing.resolve(writers);
        expect(await Promise.race([writers, wait(150).then(() => "still waiting")])).toBe("still waiting");
      }),
    );
    await writing.promise;
    expect(await verifyChain(db)).toMatchObject({ state: "whole", lines: 4 });
  });
});

describe("whoever has the database in their hands", () => {
  const tampering: [
    string,
    "changed" | "missing" | "unchained",
    number,
    (owner: Sql, ids: string[]) => Promise<unknown>,
  ][] = [
    [
      "edits what happened",
      "changed",
      3,
      (owner, ids) => owner`update activity set after = '{"state": "stopped"}' where id = ${ids[2]!}`,
    ],
    [
      "edits who did it",
      "changed",
      1,
      (owner, ids) => owner`update activity set actor_id = 'user_other' where id = ${ids[0]!}`,
    ],
    [
      "edits when it was",
      "changed",
      5,
      (owner, ids) => owner`update activity set at = at - interval '1 millisecond' where id = ${ids[4]!}`,
    ],
    [
      "edits the address",
      "changed",
      2,
      (owner, ids) => owner`update activity set address = '10.0.0.1' where id = ${ids[1]!}`,
    ],
    ["deletes the first line", "missing", 1, (owner, ids) => owner`delete from activity where id = ${ids[0]!}`],
    ["deletes a line", "missing", 3, (owner, ids) => owner`delete from activity where id = ${ids[2]!}`],
    ["cuts the end off", "missing", 4, (owner, ids) => owner`delete from activity where id >= ${ids[3]!}`],
    ["empties it", "missing", 1, (owner) => owner`truncate activity`],
    ["takes the heads away too", "missing", 1, (owner) => owner`truncate activity, activity_heads`],
    [
      "swaps two lines",
      "changed",
      2,
      async (owner, ids) => {
        await owner`update activity set place = -place where id in (${ids[1]!}, ${ids[3]!})`;
        await owner`update activity set place = case place when -2 then 4 else 2 end where place < 0`;
      },
    ],
    [
      "closes the gap after deleting",
      "changed",
      3,
      async (owner, ids) => {
        await owner`delete from activity where id = ${ids[2]!}`;
        await owner`update activity set place = place - 1 where place > 3`;
      },
    ],
    [
      "slips a line in past the chain",
      "unchained",
      NaN,
      (owner) =>
        owner`insert into activity (at, action, target_kind, target_id) values (now(), 'member.join', 'user', 'user_x')`,
    ],
  ];

  test.each(tampering)("is found out when they: %s", async (_, kind, place, tamper) => {
    const ids = await someLines(5);
    await pastTheGuards((owner) => tamper(owner, ids));
    const fault = faultOf(await verifyChain(db));
    expect(fault).toMatchObject({ kind, ...(!Number.isNaN(place) && { place }) });
    if (kind === "changed" && !["swaps two lines", "closes the gap after deleting"].includes(_))
      expect(fault?.lineId).toBe(ids[place - 1]);
  });

  test("is found out by what an earlier check saw, when they write the log anew with hashes that fit", async () => {
    const ids = await someLines(5);
    await keepCheck(await verifyActivity());
    await pastTheGuards(async (owner) => {
      await owner`update activity set actor_id = 'user_other' where id = ${ids[1]!}`;
      await owner.unsafe(`do $$ declare head bytea := sha256(''); line activity; begin
        for line in select * from activity order by place loop
          head := sha256(head || convert_to(activity_text(line), 'UTF8'));
          update activity set hash = head where id = line.id;
        end loop;
        update activity_heads set hash = head where chain = 0;
      end $$`);
    });
    expect(await verifyChain(db)).toMatchObject({ state: "whole" });
    const found = await verifyActivity();
    expect(faultOf(found)).toEqual({ kind: "changed", chain: 0, place: 5, lineId: ids[4] });
    await keepCheck(found);
    expect((await verifyActivity()).state, "it stays found").toBe("broken");
  });

  async function keepCheck(report: ChainReport): Promise<void> {
    await sql`insert into cron_runs (task, window_start, state, claimed_at, finished_at, report)
      values ('verify-activity', clock_timestamp(), 'done', now(), now(), ${sql.json(JSON.parse(JSON.stringify(report)) as never)})`;
  }
});
