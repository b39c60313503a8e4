import { newId } from "~/core/id";
import { sql } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { consumeOutbox } from "~/domain/activity/outbox/consume-outbox.server";
import type { OutboxConsumer } from "~/domain/activity/outbox/outbox-consumer";
import { recordActivity, type ActivityFact } from "~/domain/activity/record-activity.server";
import { asOwner } from "~/testing/database/as-owner";

/** The member of whom all facts are. */
export const ofWhom = newId("user");

/** For tests of the outbox: the table in which consumers write down what they are told. */
export async function makeNotebook(): Promise<void> {
  await asOwner(async (owner) => {
    await owner`create table told (place bigserial, consumer text, target text)`;
    await owner`grant all on told, told_place_seq to public`;
  });
}

/** No fact, nothing told, and one consumer, `first`. */
export async function emptyOutbox(): Promise<void> {
  await asOwner((owner) => owner`truncate outbox, outbox_consumers, told`);
  await consumeOutbox(notes("first"));
}

/** A consumer that writes down what it is told. */
export const notes = (name: string, before?: () => Promise<unknown>): OutboxConsumer => ({
  name,
  consume: async (tx, facts) => {
    await before?.();
    for (const { targetId } of facts)
      await tx.execute(`insert into told (consumer, target) values ('${name}', '${targetId}')`);
  },
});

/** What a consumer was told, in order. */
export async function consumed(consumer = "first"): Promise<string[]> {
  const rows = await sql<{ target: string }[]>`select target from told where consumer = ${consumer} order by place`;
  return rows.map(({ target }) => target);
}

export const fact = (targetId: string): ActivityFact => ({
  subjectId: ofWhom,
  action: "environment.start",
  targetKind: "environment",
  targetId,
});

/** Records a fact in a transaction of its own; nobody is told of it yet. */
export const recordFactAbout = (targetId: string) => transaction((tx) => recordActivity(tx, fact(targetId)));
