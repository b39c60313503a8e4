import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { SegmentKind } from "../../app/domain/metering/collection/segment";
import { clusters } from "./clusters";

const at = (name: string) => timestamp(name, { withTimezone: true });
const whole = (name: string) =>
  bigint(name, { mode: "bigint" })
    .notNull()
    .default(sql`0`);

/** Native quantities, each at its meter's position (`domain/billing/prices/meter`), without zeros at the end. */
const quantities = (name: string) =>
  bigint(name, { mode: "bigint" })
    .array()
    .notNull()
    .default(sql`'{}'`);

/** Coverage: one row per cluster and 15-minute window that the collector owed. */
export const collectorRuns = pgTable(
  "collector_runs",
  {
    clusterId: text("cluster_id")
      .notNull()
      .references(() => clusters.id),
    windowStart: at("window_start").notNull(),
    state: text("state").$type<"due" | "running" | "done" | "failed">().notNull(),
    attempts: integer("attempts").notNull().default(0),
    startedAt: at("started_at"),
    finishedAt: at("finished_at"),
    /** Servers that the complete list of this run showed. */
    seen: integer("seen"),
    /** Of these, how many belong to nobody the portal knows. */
    unattributed: integer("unattributed"),
    failureCode: text("failure_code"),
  },
  (t) => [
    primaryKey({ columns: [t.clusterId, t.windowStart] }),
    index("collector_runs_window_idx").on(t.windowStart),
    // The last complete list of a cluster, without reading all that it ever had.
    index("collector_runs_done_idx")
      .on(t.clusterId, t.startedAt)
      .where(sql`state = 'done'`),
  ],
);

/** One stretch of one workload at one constant size. Merged from every sighting, in any order, as often as it comes. */
export const meteredSegments = pgTable(
  "metered_segments",
  {
    id: text("id").primaryKey(),
    clusterId: text("cluster_id")
      .notNull()
      .references(() => clusters.id),
    /** What the cluster itself calls this run of the workload: `<hub user>/<server>@<started>`. */
    sourceUid: text("source_uid").notNull(),
    /** Who pays; absent while nobody is known to (shown to admins, never dropped). */
    userId: text("user_id"),
    environmentId: text("environment_id"),
    /** What was seen, each from a list of its own. */
    kind: text("kind").$type<SegmentKind>().notNull().default("workload"),
    /** What it holds, by the meters' positions; held for a millisecond it is a quantity. */
    held: quantities("held"),
    /** When the cluster says that it began, on the cluster's clock: part of its name. */
    fromAt: at("from_at").notNull(),
    /** The same on the portal's clock, where the cluster's was seen to differ. */
    beganAt: at("began_at"),
    toAt: at("to_at"),
    /** How the end is known: the portal saw it stop, or it was gone from a complete list. */
    endEvidence: text("end_evidence").$type<"stopped" | "absent">(),
    lastSeenAt: at("last_seen_at").notNull(),
  },
  (t) => [
    uniqueIndex("metered_segments_source_key").on(t.clusterId, t.sourceUid),
    index("metered_segments_open_idx")
      .on(t.clusterId)
      .where(sql`to_at is null`),
    index("metered_segments_odd_idx")
      .on(t.clusterId)
      .where(sql`to_at is null and (user_id is null or held = '{}')`),
    index("metered_segments_ended_idx").on(t.clusterId, t.toAt),
    index("metered_segments_environment_idx").on(t.environmentId, t.fromAt),
  ],
);

/** What one segment used in one window [start, start + 15 min), UTC, derived from it; or what was counted in it. Partitioned by month. */
export const usageWindows = pgTable(
  "usage_windows",
  {
    windowStart: at("window_start").notNull(),
    /** '' where what was counted is no cluster's. */
    clusterId: text("cluster_id").notNull(),
    /** Or who counted. */
    segmentId: text("segment_id").notNull(),
    userId: text("user_id"),
    environmentId: text("environment_id"),
    quantities: quantities("quantities"),
    runningMs: whole("running_ms"),
    /** A final window never changes again. */
    isFinal: boolean("is_final").notNull().default(false),
    revision: integer("revision").notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.windowStart, t.clusterId, t.segmentId] }),
    index("usage_windows_user_idx").on(t.userId, t.windowStart),
  ],
);

/** Months whose windows are held no longer: dropped once they agreed with their roll-up and their charges were in the ledger. Nothing before the end of the last one changes any more. */
export const droppedUsageMonths = pgTable("dropped_usage_months", {
  /** First day of the month. */
  month: date("month", { mode: "string" }).primaryKey(),
  windows: bigint("windows", { mode: "bigint" }).notNull(),
  droppedAt: at("dropped_at").notNull(),
});

/** Days whose windows changed and whose roll-up has not followed yet. One row per change, so that nobody waits for anybody to write one. */
export const changedUsageDays = pgTable(
  "changed_usage_days",
  {
    id: bigint("id", { mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
    userId: text("user_id").notNull(),
    day: date("day", { mode: "string" }).notNull(),
  },
  (t) => [index("changed_usage_days_user_idx").on(t.userId)],
);

/** The roll-up that pages read: one environment on one day under one price book. Rebuilt whole for every day that changed. */
export const usageDays = pgTable(
  "usage_days",
  {
    day: date("day", { mode: "string" }).notNull(),
    userId: text("user_id").notNull(),
    environmentId: text("environment_id").notNull(),
    priceBookId: text("price_book_id").notNull(),
    quantities: quantities("quantities"),
    runningMs: whole("running_ms"),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.day, t.environmentId, t.priceBookId] }),
    index("usage_days_day_idx").on(t.day),
  ],
);
