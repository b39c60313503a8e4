import { integer, jsonb, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

const at = (name: string) => timestamp(name, { withTimezone: true });

/** One row per task and window: whoever inserts it has claimed the run for every replica. */
export const cronRuns = pgTable(
  "cron_runs",
  {
    task: text("task").notNull(),
    windowStart: at("window_start").notNull(),
    state: text("state").$type<"queued" | "running" | "done" | "failed">().notNull(),
    attempts: integer("attempts").notNull().default(0),
    claimedAt: at("claimed_at").notNull(),
    startedAt: at("started_at"),
    finishedAt: at("finished_at"),
    report: jsonb("report").$type<Record<string, unknown>>(),
    error: text("error"),
  },
  (t) => [primaryKey({ columns: [t.task, t.windowStart] })],
);

/** A replica's workers say that they live, so that the work of one that was killed is taken over. */
export const workerHeartbeats = pgTable("worker_heartbeats", {
  workerId: text("worker_id").primaryKey(),
  at: at("at").notNull(),
  /** The process that they are part of; absent where it is of a version before there were instances. */
  instanceId: text("instance_id"),
});

/** Processes of the portal. One lives for as long as it holds the advisory lock of its number. */
export const instances = pgTable("instances", {
  id: text("id").primaryKey(),
  lockNumber: integer("lock_number").notNull().generatedAlwaysAsIdentity(),
  seenAt: at("seen_at").notNull(),
});
