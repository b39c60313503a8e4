import { beforeEach, expect, test } from "vitest";
import type { UserId } from "~/core/id";
import { withLogContext } from "~/core/log.server";
import { paths } from "~/core/paths";
import { db, sql } from "~/db/pool.server";
import { recordActivity, type ActivityFact } from "~/domain/activity/record-activity.server";
import * as mine from "~/routes/pages/activity";
import * as myFile from "~/routes/pages/activity-export";
import * as whole from "~/routes/pages/admin/activity";
import * as wholeFile from "~/routes/pages/admin/activity-export";
import { emptyActivity } from "~/testing/database/as-owner";
import { cast } from "~/testing/cast";
import { asked, cookieOf } from "~/testing/cluster-connections";

let ada: string;
let alice: string;
let charlie: string;
let aliceId: UserId;

beforeEach(async () => {
  await sql`truncate users cascade`;
  [ada, alice, charlie] = [await cookieOf(cast.ada), await cookieOf(cast.alice), await cookieOf(cast.charlie)];
  const [row] = await sql<{ id: UserId }[]>`select id from users where email = 'alice@example.org'`;
  aliceId = row!.id;
  await emptyActivity();
});

const stop = (after: ActivityFact["after"] = {}): ActivityFact => ({
  actorId: aliceId,
  subjectId: aliceId,
  action: "environment.stop",
  targetKind: "environment",
  targetId: "env_1",
  after,
});

const get = (path: string, cookie: string) => asked(path, { cookie });

test("strangers are sent to sign in, and the whole log is for admins", async () => {
  for (const handler of [mine, myFile, whole, wholeFile]) {
    const answer: unknown = await handler.loader(get(paths.activity, "")).catch((thrown: unknown) => thrown);
    expect(answer).toBeInstanceOf(Response);
    expect((answer as Response).status).toBe(302);
  }
  for (const handler of [whole, wholeFile])
    await expect(handler.loader(get(paths.adminActivity, alice))).rejects.toMatchObject({ refusal: "forbidden" });
});

test("the pages show what is the reader's; a member cannot ask for more by the address", async () => {
  await recordActivity(db, stop());
  const lines = async (handler: typeof mine | typeof whole, path: string, cookie: string) =>
    (await handler.loader(get(path, cookie))).lines;
  expect(await lines(mine, paths.activity, alice)).toHaveLength(1);
  expect(await lines(mine, `${paths.activity}?actor=alice@example.org&subject=${aliceId}`, charlie)).toEqual([]);
  expect(await lines(whole, `${paths.adminActivity}?subject=alice@example.org`, ada)).toHaveLength(1);
  expect(await lines(whole, `${paths.adminActivity}?subject=charlie@example.org`, ada)).toEqual([]);
});

test("an admin finds what came from an address, in whatever way it is written", async () => {
  const from = (address: string) => withLogContext({ address }, () => recordActivity(db, stop()));
  await from("192.0.2.7");
  await from("2001:db8::a");
  const foundFrom = async (address: string) =>
    (await whole.loader(get(`${paths.adminActivity}?address=${encodeURIComponent(address)}`, ada))).lines.map(
      (line) => line.address,
    );
  expect(await foundFrom("192.0.2.7")).toEqual(["192.0.2.7"]);
  expect(await foundFrom(" 2001:DB8::A ")).toEqual(["2001:db8::a"]);
  expect(await foundFrom("192.0.2.70")).toEqual([]);
});

test("pages lead to each other and keep the filter", async () => {
  for (let i = 0; i < 30; i++) await recordActivity(db, stop());
  const first = await mine.loader(get(`${paths.activity}?what=environment`, alice));
  expect(first.lines).toHaveLength(25);
  expect(first.pages).toEqual({ older: `${paths.activity}?what=environment&before=${first.lines.at(-1)?.id}` });
  const second = await mine.loader(get(String(first.pages.older), alice));
  expect(second.lines).toHaveLength(5);
  const back = await mine.loader(get(String(second.pages.newer), alice));
  expect(back.lines.map(({ id }) => id)).toEqual(first.lines.map(({ id }) => id));
});

test("a file has what the filter shows, for no cache, and starts no formula in a spreadsheet", async () => {
  await withLogContext({ address: "192.0.2.1" }, () => recordActivity(db, stop({ note: '=cmd|"/c calc"!A0, "x"' })));
  await recordActivity(db, { ...stop(), targetId: "=HYPERLINK(1)" });
  await recordActivity(db, { ...stop(), action: "member.sign_in" });
  const answer = await myFile.loader(get(`${paths.activityExport}?what=environment&format=csv`, alice));
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "text/csv; charset=utf-8",
    "cache-control": "no-store",
    "content-disposition": expect.stringMatching(/^attachment; filename="atrium-activity-[\d-]+\.csv"$/) as unknown,
  });
  const [head, newest, oldest, end] = (await answer.text()).split("\r\n");
  expect(head).toBe(
    "id,time,actor,actor_id,on_behalf_of,on_behalf_of_id,action,outcome,subject,subject_id,target_kind,target_id,target,before,after,key_id,key,address,request_id",
  );
  expect(newest).toContain(",'=HYPERLINK(1),");
  expect(oldest).toContain('"{""note"":""=cmd|\\""/c calc\\""!A0, \\""x\\""""}",,,192.0.2.1,');
  expect(end).toBe("");
});

test("as NDJSON each line is an object, and the whole log is an admin's to have", async () => {
  await recordActivity(db, stop());
  await recordActivity(db, stop());
  const answer = await wholeFile.loader(get(`${paths.adminActivityExport}?format=ndjson`, ada));
  expect(answer.headers.get("content-type")).toBe("application/x-ndjson; charset=utf-8");
  const lines = (await answer.text()).trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { action: "environment.stop", actor: { id: aliceId, name: "Alice Analyst" } },
    { action: "environment.stop" },
  ]);
});

test("a long file is made no faster than it is read", async () => {
  await sql`insert into activity (at, actor_id, action, target_kind, target_id)
    select now(), ${aliceId}, 'environment.stop', 'environment', 'env_' || n from generate_series(1, 1200) as n`;
  let isBehind = true;
  let asks = 0;
  const caughtUp = async () => {
    asks += 1;
    while (isBehind && asks > 2) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const answer = await myFile.loader({ ...get(paths.activityExport, alice), context: { caughtUp } });
  const text = answer.text();
  await expect.poll(() => asks, { timeout: 10_000 }).toBe(3);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(asks, "the head, a page, and no more while the reader is behind").toBe(3);
  isBehind = false;
  expect((await text).trimEnd().split("\r\n")).toHaveLength(1201);
});
