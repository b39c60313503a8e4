import { bigserial, index, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";

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
  },
  (t) => [index("activity_subject_idx").on(t.subjectId, t.id), index("activity_actor_idx").on(t.actorId, t.id)],
);
