import { beforeEach, describe, expect, test } from "vitest";
import { freezeClock, instant } from "~/core/clock";
import { newId, type UserId } from "~/core/id";
import { withLogContext } from "~/core/log.server";
import { db, sql } from "~/db/pool.server";
import { emptyActivity } from "~/testing/database/as-owner";
import { cast } from "~/testing/cast";
import { activitiesOf } from "./activities-of.server";
import type { ActivityFilter } from "./activity-filter";
import { allActivities } from "./all-activities.server";
import { pagesOfActivity } from "./every-page";
import { recordActivity, type ActivityFact } from "./record-activity.server";

let ada: UserId;
let alice: UserId;
let charlie: UserId;

beforeEach(async () => {
  freezeClock(undefined);
  await emptyActivity();
  await sql`truncate users cascade`;
  [ada, alice, charlie] = await Promise.all([aMember("ada", true), aMember("alice", false), aMember("charlie", false)]);
});

async function aMember(who: keyof typeof cast, isAdmin: boolean): Promise<UserId> {
  const id = newId("user");
  const { email, name } = cast[who];
  await sql`insert into users (id, email, name, is_admin, created_at) values (${id}, ${email}, ${name}, ${isAdmin}, now())`;
  return id;
}

const own = (who: UserId, rest: Partial<ActivityFact> = {}): ActivityFact => ({
  actorId: who,
  subjectId: who,
  action: "environment.start",
  targetKind: "environment",
  targetId: newId("env"),
  after: { size: "small" },
  ...rest,
});

const from = (address: string, fact: ActivityFact, known: object = {}) =>
  withLogContext({ address, requestId: "req_1", ...known }, () => recordActivity(db, fact));

describe("a member", () => {
  test("sees what they did and what was done to their things, newest first, and nothing of others", async () => {
    await from("192.0.2.1", own(alice));
    await recordActivity(db, own(charlie));
    await recordActivity(db, { ...own(alice), actorId: undefined, action: "environment.stop" });
    await recordActivity(db, own(ada, { subjectId: undefined, action: "cluster.add", targetKind: "cluster" }));
    const lines = await activitiesOf(db, alice, { limit: 10 });
    expect(lines).toMatchObject([
      { action: "environment.stop", actor: { is: "portal" }, subject: { is: "reader" } },
      { action: "environment.start", actor: { is: "reader" }, address: "192.0.2.1", after: { size: "small" } },
    ]);
    expect(lines).toHaveLength(2);
  });

  test("sees an admin who acted as them by name, and under both names, but not where the admin was", async () => {
    await from("192.0.2.66", own(alice), { impersonatorId: ada, keyId: "key_of_ada" });
    const [line] = await activitiesOf(db, alice, { limit: 10 });
    expect(line).toMatchObject({ actor: { is: "person", name: "Ada Admin" }, onBehalfOf: { is: "reader" } });
    expect(JSON.stringify(line)).not.toMatch(/192\.0\.2\.66|key_of_ada|req_1|ada@example|user_/);
    expect(await allActivities(db, { limit: 1 })).toMatchObject([
      {
        actor: { id: ada, name: "Ada Admin" },
        onBehalfOf: { id: alice, name: "Alice Analyst" },
        subject: { id: alice },
        address: "192.0.2.66",
      },
    ]);
    await sql`update users set is_admin = false where id = ${ada}`;
    expect((await activitiesOf(db, alice, { limit: 1 }))[0]?.actor).toEqual({ is: "person", name: "Ada Admin" });
  });

  test("learns nothing of another member who acted on their thing, nor of what they changed at another's", async () => {
    await from("192.0.2.7", own(charlie, { subjectId: alice, after: { note: "of alice" } }), { keyId: "key_x" });
    expect(JSON.stringify(await activitiesOf(db, alice, { limit: 10 }))).not.toMatch(
      /Charlie|192\.0\.2\.7|key_x|user_/,
    );
    const [line] = await activitiesOf(db, charlie, { limit: 10 });
    expect(line).toMatchObject({ actor: { is: "reader" }, subject: { is: "person" }, address: "192.0.2.7" });
    expect(line?.subject).toEqual({ is: "person" });
    expect(line?.after).toBeUndefined();
  });

  test("sees the name of the key that was used", async () => {
    await sql`insert into api_keys (id, user_id, name, key_hash, shown, scopes, created_at, expires_at)
      values ('key_ci', ${alice}, 'CI', 'x', 'x…', '{}', now(), now())`;
    await from("192.0.2.1", own(alice), { keyId: "key_ci" });
    expect(await activitiesOf(db, alice, { limit: 1 })).toMatchObject([{ key: { id: "key_ci", name: "CI" } }]);
    expect(await activitiesOf(db, alice, { limit: 9, target: "key_ci" })).toHaveLength(1);
  });

  test("cannot reach another's lines by any filter or page", async () => {
    await recordActivity(db, own(alice, { targetId: "env_secret" }));
    const [line] = await allActivities(db, { limit: 1 });
    const filters: (ActivityFilter & { before?: string; after?: string })[] = [
      { target: "env_secret" },
      { target: alice },
      { what: "environment" },
      { outcome: "success" },
      { actor: alice, subject: alice },
      { before: String(Number(line?.id) + 1) },
      { after: "0" },
      { after: line?.id ?? "" },
    ];
    for (const filter of filters) expect(await activitiesOf(db, charlie, { ...filter, limit: 10 })).toEqual([]);
  });
});

describe("filters", () => {
  beforeEach(async () => {
    for (const [day, fact] of [
      ["2026-03-01T00:00:00Z", own(alice, { targetId: "env_a" })],
      ["2026-03-01T23:59:59.999Z", own(alice, { action: "environment.failed", actorId: undefined, outcome: "failed" })],
      ["2026-03-02T00:00:00Z", own(charlie, { action: "member.sign_in", targetKind: "user" })],
      ["2026-03-03T12:00:00Z", own(ada, { subjectId: alice, action: "environment.stop", targetId: "env_a" })],
    ] as const) {
      freezeClock(instant(day));
      await recordActivity(db, fact);
    }
    freezeClock(undefined);
  });

  test.each<[ActivityFilter, string[]]>([
    [{}, ["environment.stop", "member.sign_in", "environment.failed", "environment.start"]],
    [{ what: "environment" }, ["environment.stop", "environment.failed", "environment.start"]],
    [{ what: "member.sign_in" }, ["member.sign_in"]],
    [{ what: "prices" }, []],
    [{ outcome: "failed" }, ["environment.failed"]],
    [{ outcome: "success", what: "environment" }, ["environment.stop", "environment.start"]],
    [{ from: "2026-03-02" }, ["environment.stop", "member.sign_in"]],
    [{ to: "2026-03-01" }, ["environment.failed", "environment.start"]],
    [{ from: "2026-03-02", to: "2026-03-02" }, ["member.sign_in"]],
    [{ from: "2026-03-05", to: "2026-03-01" }, []],
    [{ target: "env_a" }, ["environment.stop", "environment.start"]],
    [{ target: "env_a", from: "2026-03-02" }, ["environment.stop"]],
    [{ actor: "ADA@example.org" }, ["environment.stop"]],
    [{ subject: "alice@example.org" }, ["environment.stop", "environment.failed", "environment.start"]],
    [{ actor: "alice@example.org", subject: "alice@example.org" }, ["environment.start"]],
    [{ actor: "nobody@example.org" }, []],
    [{ subject: "' or 1=1 --" }, []],
  ])("show exactly what is asked for: %j", async (filter, actions) => {
    expect((await allActivities(db, { ...filter, limit: 10 })).map((line) => line.action)).toEqual(actions);
  });
});

describe("pages", () => {
  test("go through everything once, also over lines of one instant, both ways, while lines are added", async () => {
    freezeClock(instant("2026-03-01T00:00:00Z"));
    for (let i = 0; i < 30; i++) await recordActivity(db, own(i % 3 === 0 ? charlie : alice));
    const seen: string[] = [];
    for (let before: string | undefined; ;) {
      const page = await activitiesOf(db, alice, { limit: 7, before });
      await recordActivity(db, own(alice));
      seen.push(...page.map((line) => line.id));
      before = page.at(-1)?.id;
      if (page.length < 7) break;
    }
    expect(seen).toHaveLength(20);
    expect(new Set(seen).size).toBe(20);
    const back = await activitiesOf(db, alice, { limit: 5, after: seen.at(-1) });
    expect(back.map((line) => line.id)).toEqual(seen.slice(-6, -1));
  });

  test("an export has exactly the lines of the filter", async () => {
    for (let i = 0; i < 12; i++) await recordActivity(db, own(i % 2 ? alice : charlie));
    const ids: string[] = [];
    for await (const lines of pagesOfActivity((page) => activitiesOf(db, alice, { ...page, limit: 2 })))
      ids.push(...lines.map((line) => line.id));
    expect(ids.length).toBe(2);
  });
});
