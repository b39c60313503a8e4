import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { afterEach, beforeEach, expect, test } from "vitest";
import { clock } from "~/core/clock";
import { newId } from "~/core/id";
import { withQueryDeadline } from "~/db/query-deadline.server";
import { sql } from "~/db/pool.server";
import { aMember } from "~/testing/billing/billing-fixtures";
import { asOwner } from "~/testing/database/as-owner";
import { claimIdempotencyKey, saveIdempotentAnswer, type IdempotentRequest } from "./idempotent-requests.server";

let claim: IdempotentRequest;
let replica: ChildProcess;

beforeEach(async () => {
  claim = {
    userId: (await aMember({ email: `${newId("user")}@example.org`, name: "Ada" })).userId,
    endpoint: "POST platform /things",
    key: "k",
    at: clock.now(),
  };
  replica = fork("app/testing/processes/claiming-process.ts", [claim.userId, claim.endpoint, claim.key], {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  await once(replica, "message");
}, 60_000);

afterEach(() => replica.kill("SIGKILL"));

const begin = (graceMs?: number) => claimIdempotencyKey(claim, "hash", graceMs).then(() => "begun", refusalOf);
const refusalOf = (error: unknown) => (error as { refusal: string }).refusal;
const longAgo = () => sql`
  with aged as (update instances set seen_at = now() - interval '1 minute')
  update idempotent_requests set created_at = now() - interval '1 hour'`;

test("a key is claimed by one request as soon as the process that had it was killed", async () => {
  expect(await begin(0)).toBe("conflict");
  replica.kill("SIGKILL");
  await once(replica, "exit");
  expect(await begin(), "its session may just have been cut").toBe("conflict");
  await expect.poll(async () => (await Promise.all([1, 2, 3, 4, 5].map(() => begin(0)))).toSorted()).toContain("begun");
  expect(await begin(0)).toBe("conflict");
  await saveIdempotentAnswer(claim, { status: 201, answer: { made: true } });
  expect(await claimIdempotencyKey(claim, "hash")).toEqual({ status: 201, answer: { made: true } });
}, 60_000);

test("a process that was halted, or takes an hour, keeps its key", async () => {
  replica.kill("SIGSTOP");
  await longAgo();
  expect(await begin(0)).toBe("conflict");
});

test("a process whose session was cut has its lock again and keeps its key", async () => {
  await asOwner(
    (owner) => owner`
    select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objsubid = 2
      and database = (select oid from pg_database where datname = current_database())
      and objid = (select lock_number from instances i join idempotent_requests r on r.instance_id = i.id where r.user_id = ${claim.userId})::oid`,
  );
  expect(await begin()).toBe("conflict");
  await expect
    .poll(
      () =>
        sql`
    select 1 from pg_locks l join instances i on l.objid = i.lock_number::oid join idempotent_requests r on r.instance_id = i.id
    where l.locktype = 'advisory' and l.objsubid = 2 and r.user_id = ${claim.userId}
      and l.database = (select oid from pg_database where datname = current_database())`.then(({ length }) => length),
      { timeout: 10_000 },
    )
    .toBe(1);
  await longAgo();
  expect(await begin(0)).toBe("conflict");
}, 30_000);

test("a claim that was made, though its process was never answered so, is let go", async () => {
  const lost = { ...claim, key: "lost" };
  await asOwner(async (owner) => {
    await owner`create function slow() returns trigger language plpgsql as 'begin perform pg_sleep(2); return null; end'`;
    await owner`create constraint trigger slow after insert on idempotent_requests deferrable initially deferred
      for each row execute function slow()`;
  });
  try {
    await expect(withQueryDeadline(1, () => claimIdempotencyKey(lost, "hash"))).rejects.toThrow();
    const made = () => sql`select 1 from idempotent_requests where key = 'lost'`.then(({ length }) => length);
    await expect.poll(made, { timeout: 10_000 }).toBe(1);
    await expect.poll(made, { timeout: 10_000 }).toBe(0);
  } finally {
    await asOwner((owner) => owner`drop function slow cascade`);
  }
}, 30_000);
