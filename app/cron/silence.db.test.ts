import { afterEach, beforeEach, expect, test } from "vitest";
import { clock, SECOND } from "~/core/clock";
import { newId } from "~/core/id";
import { noteAnswer, noteNoAnswer } from "~/db/database-contact.server";
import { db, sql } from "~/db/pool.server";
import { claimIdempotencyKey } from "~/domain/access/idempotency/idempotent-requests.server";
import { answeredFor } from "~/testing/answered-for";
import { aMember } from "~/testing/billing/billing-fixtures";
import { sweepDeadWorkers } from "./heartbeats.queries.server";

beforeEach(async () => {
  await sql`truncate worker_heartbeats, graphile_worker._private_jobs`;
  await sql`insert into worker_heartbeats (worker_id, at) values ('quiet', now() - interval '2 minutes')`;
});
afterEach(noteNoAnswer);

test("after the database stood still nobody is dead until it has answered the one who judges for as long as the silence", async () => {
  await answeredFor(0);
  expect(await sweepDeadWorkers(db), "it has just come back").toBe(0);
  await answeredFor(80 * SECOND);
  expect(await sweepDeadWorkers(db)).toBe(0);
  await answeredFor(91 * SECOND);
  expect(await sweepDeadWorkers(db)).toBe(1);
});

test("what is asked while the database stands still judges nobody once it goes on", async () => {
  await answeredFor(91 * SECOND);
  const [{ before }] = await sql<[{ before: Date }]>`select now() - interval '30 seconds' as before`;
  noteAnswer(before);
  expect(await sweepDeadWorkers(db)).toBe(0);
});

test("after the database stood still the key of a request whose process lives is not taken over", async () => {
  const { userId } = await aMember({ email: `${newId("user")}@example.org`, name: "Ada" });
  const once = () => ({ userId, endpoint: "POST platform /things", key: "k", at: clock.now() });
  await claimIdempotencyKey(once(), "hash");
  // Its session was cut with everybody's, and it has not been able to say since that it lives.
  await sql`insert into instances (id, seen_at) values ('other', now() - interval '1 minute') on conflict do nothing`;
  await sql`update idempotent_requests set instance_id = 'other'`;
  await answeredFor(5 * SECOND);
  await expect(claimIdempotencyKey(once(), "hash")).rejects.toMatchObject({ code: "idempotencyKeyBusy" });
  await answeredFor(11 * SECOND);
  expect(await claimIdempotencyKey(once(), "hash"), "it has not come back: it is dead").toBeUndefined();
});
