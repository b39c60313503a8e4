import { sql as raw } from "drizzle-orm";
import { bigserial, boolean, index, integer, jsonb, pgTable, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import type {
  BackendKind,
  DesiredState,
  ObservedState,
  StateReason,
  WorkloadKind,
  WorkloadState,
} from "../../app/domain/workloads/workload";
import { clusters } from "./clusters";
import { users } from "./identity";

const at = (name: string) => timestamp(name, { withTimezone: true });

export const sizes = pgTable("sizes", {
  id: text("id").primaryKey(),
  /** The hub's profile of this size; also the key of its name in the catalogue where there is one. */
  slug: text("slug").notNull().unique(),
  name: text("name").notNull(),
  cpuMilli: integer("cpu_milli").notNull(),
  memoryMib: integer("memory_mib").notNull(),
  gpus: integer("gpus").notNull().default(0),
  position: integer("position").notNull(),
  retiredAt: at("retired_at"),
});

/** Whatever runs for a member: what is desired of it, by whom and why, and what its backend was last seen to do. */
export const workloads = pgTable(
  "workloads",
  {
    id: text("id").primaryKey(),
    kind: text("kind").$type<WorkloadKind>().notNull().default("environment"),
    ownerId: text("owner_id")
      .notNull()
      .references(() => users.id),
    clusterId: text("cluster_id")
      .notNull()
      .references(() => clusters.id),
    backend: text("backend").$type<BackendKind>().notNull(),
    /** What its backend calls it, unique per owner; empty is a hub's default server. */
    backendName: text("backend_name").notNull().default(""),
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    /** The image that a program asked for. A hub's servers run the hub's own. */
    image: text("image"),
    sizeId: text("size_id")
      .notNull()
      .references(() => sizes.id),

    desired: text("desired").$type<DesiredState>().notNull(),
    /** Key of the sentence that says why. Null where nobody asked for anything yet. */
    desiredReason: text("desired_reason").$type<StateReason>(),
    /** Who asked; null when the portal itself did. */
    desiredBy: text("desired_by").references(() => users.id),
    desiredAt: at("desired_at").notNull(),
    /** Counts what was desired: whoever acts on an older one is late. */
    generation: integer("generation").notNull().default(1),
    /** It is desired stopped because it failed. */
    hasFailed: boolean("has_failed").notNull().default(false),

    observed: text("observed").$type<ObservedState>().notNull(),
    observedReason: text("observed_reason").$type<StateReason>(),
    observedAt: at("observed_at").notNull(),
    /** Why it is in its state, as people are told: what was observed, or else what was desired. */
    reason: text("reason")
      .$type<StateReason>()
      .generatedAlwaysAs(raw`coalesce(observed_reason, desired_reason)`),
    /** What fills that sentence. */
    reasonParams: jsonb("reason_params").$type<Record<string, string | number>>(),
    /** Where it is while it runs, relative to its backend's public address. */
    path: text("path"),

    /** What people are told: follows from what is desired and observed. */
    state: text("state")
      .$type<WorkloadState>()
      .notNull()
      .generatedAlwaysAs(
        raw`case when desired = 'running' then case observed when 'running' then 'running' else 'creating' end
          when has_failed then 'failed' when observed = 'stopped' then 'stopped' else 'stopping' end`,
      ),
    stateChangedAt: at("state_changed_at")
      .notNull()
      .generatedAlwaysAs(raw`greatest(desired_at, observed_at)`),
    createdAt: at("created_at").notNull(),
    /** Its owner deleted it. What it used is kept, and its backend's name is not given again. */
    deletedAt: at("deleted_at"),
  },
  (t) => [
    uniqueIndex("workloads_backend_name_key").on(t.clusterId, t.ownerId, t.backendName),
    index("workloads_owner_idx").on(t.ownerId, t.createdAt),
    index("workloads_active_idx")
      .on(t.state, t.id)
      .where(raw`state in ('creating', 'running', 'stopping')`),
    index("workloads_active_cluster_idx")
      .on(t.clusterId)
      .where(raw`state in ('creating', 'running', 'stopping')`),
    // The same in the order of the page that lists them.
    index("workloads_active_newest_idx")
      .on(t.id)
      .where(raw`state in ('creating', 'running', 'stopping')`),
    index("workloads_failed_idx")
      .on(t.id)
      .where(raw`state = 'failed'`),
  ],
);

/** An attempt: of an environment one stretch from a start to its end. What the portal itself knows for metering, and the history people see. */
export const workloadRuns = pgTable(
  "workload_runs",
  {
    id: text("id").primaryKey(),
    workloadId: text("workload_id")
      .notNull()
      .references(() => workloads.id),
    cpuMilli: integer("cpu_milli").notNull(),
    memoryMib: integer("memory_mib").notNull(),
    gpus: integer("gpus").notNull(),
    requestedAt: at("requested_at").notNull(),
    /** The backend's own name of this run, as soon as it was told. */
    backendRunId: text("backend_run_id"),
    /** When the backend began it, on the cluster's clock. Null until it was ready. */
    startedAt: at("started_at"),
    /** When the portal saw that it could be used. What is billed begins here: starting up is free. */
    readyAt: at("ready_at"),
    /** The last time a complete list of the backend showed it; where nobody saw it end, this is where it ended. */
    lastSeenAt: at("last_seen_at"),
    endedAt: at("ended_at"),
    endReason: text("end_reason").$type<StateReason>(),
    /** How often the backend was asked to start it: a failed start is never repeated blindly. */
    asks: integer("asks").notNull().default(0),
    askedAt: at("asked_at"),
    /** When a backend last answered that it had heard a request. Null where each answer was lost: nobody knows what comes of those. */
    answeredAt: at("answered_at"),
  },
  (t) => [
    uniqueIndex("workload_runs_open_key")
      .on(t.workloadId)
      .where(raw`ended_at is null`),
    index("workload_runs_workload_idx").on(t.workloadId, t.requestedAt),
    index("workload_runs_ended_idx").on(t.endedAt),
    // What ended of one workload since an instant, of all that it ever ran.
    index("workload_runs_workload_ended_idx").on(t.workloadId, t.endedAt),
  ],
);

export const workloadEvents = pgTable(
  "workload_events",
  {
    id: bigserial("id", { mode: "bigint" }).primaryKey(),
    workloadId: text("workload_id")
      .notNull()
      .references(() => workloads.id),
    at: at("at").notNull(),
    state: text("state").$type<WorkloadState>().notNull(),
    reason: text("reason").$type<StateReason>(),
    reasonParams: jsonb("reason_params").$type<Record<string, string | number>>(),
  },
  (t) => [index("workload_events_workload_idx").on(t.workloadId, t.id)],
);
