import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  customType,
  index,
  jsonb,
  pgSequence,
  pgTable,
  smallint,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";

const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/** Append-only: who did what to whose thing, and how it ended. A trigger refuses changes and removal. */
export const activity = pgTable(
  "activity",
  {
    id: bigserial("id", { mode: "bigint" }).primaryKey(),
    at: timestamp("at", { withTimezone: true }).notNull(),
    /** Absent when the portal itself acted. */
    actorId: text("actor_id"),
    /** Whose thing it was done to. */
    subjectId: text("subject_id"),
    action: text("action").notNull(),
    targetKind: text("target_kind").notNull(),
    targetId: text("target_id").notNull(),
    before: jsonb("before").$type<Record<string, unknown>>(),
    after: jsonb("after").$type<Record<string, unknown>>(),
    requestId: text("request_id"),
    /** The member as whom an admin acted. */
    onBehalfOf: text("on_behalf_of"),
    /** The API key that was used. */
    keyId: text("key_id"),
    /** Where the request came from. */
    address: text("address"),
    outcome: text("outcome").$type<"success" | "refused" | "failed">().notNull().default("success"),
    /** Which of the hash chains the line is in, its place there, and SHA-256 over the line and its predecessor's hash; filled by the database. */
    chain: smallint("chain"),
    place: bigint("place", { mode: "bigint" }),
    hash: bytea("hash"),
  },
  (t) => [
    index("activity_at_idx").on(t.at, t.id),
    index("activity_subject_idx").on(t.subjectId, t.at, t.id),
    index("activity_actor_idx").on(t.actorId, t.at, t.id),
    index("activity_action_idx").on(t.action, t.at, t.id),
    index("activity_target_idx").on(t.targetId, t.at, t.id),
    index("activity_behalf_idx")
      .on(t.onBehalfOf, t.at, t.id)
      .where(sql`on_behalf_of is not null`),
    index("activity_key_idx")
      .on(t.keyId, t.at, t.id)
      .where(sql`key_id is not null`),
    index("activity_address_idx")
      .on(t.address, t.at, t.id)
      .where(sql`address is not null`),
    index("activity_outcome_idx")
      .on(t.outcome, t.at, t.id)
      .where(sql`outcome <> 'success'`),
    uniqueIndex("activity_chain_key").on(t.chain, t.place),
  ],
);

/** The end of every hash chain, so that the next line finds its predecessor without a search. */
export const activityHeads = pgTable("activity_heads", {
  chain: smallint("chain").primaryKey(),
  place: bigint("place", { mode: "bigint" }).notNull(),
  hash: bytea("hash").notNull(),
});

/**
 * The facts of the log that consumers are told of, written with them. Ids of the log are not in the order in which transactions commit:
 * what is consumed in order is the position.
 */
export const outbox = pgTable(
  "outbox",
  {
    activityId: bigint("activity_id", { mode: "bigint" }).primaryKey(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    /** Absent until the fact is sequenced, after its commit. */
    position: bigint("position", { mode: "bigint" }),
  },
  (t) => [
    uniqueIndex("outbox_position_key")
      .on(t.position)
      .where(sql`position is not null`),
    index("outbox_unsequenced_idx")
      .on(t.activityId)
      .where(sql`position is null`),
  ],
);

export const outboxPositions = pgSequence("outbox_positions");

/** How far each consumer has come: the position of the last fact that it has consumed. */
export const outboxConsumers = pgTable("outbox_consumers", {
  name: text("name").primaryKey(),
  position: bigint("position", { mode: "bigint" }).notNull(),
  updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
});
