import { sql } from "drizzle-orm";
import { bigserial, index, integer, jsonb, pgTable, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
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

export const environments = pgTable(
  "environments",
  {
    id: text("id").primaryKey(),
    ownerId: text("owner_id")
      .notNull()
      .references(() => users.id),
    clusterId: text("cluster_id")
      .notNull()
      .references(() => clusters.id),
    backend: text("backend").$type<"jupyterhub">().notNull(),
    /** The hub's server name; empty is the hub's default server. */
    serverName: text("server_name").notNull().default(""),
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    /** The image that a program asked for. A hub's servers run the hub's own. */
    image: text("image"),
    sizeId: text("size_id")
      .notNull()
      .references(() => sizes.id),
    state: text("state").$type<"creating" | "running" | "stopping" | "stopped" | "failed">().notNull(),
    /** Key of the sentence that explains the state, with what fills it. */
    reason: text("reason"),
    reasonParams: jsonb("reason_params").$type<Record<string, string | number>>(),
    stateChangedAt: at("state_changed_at").notNull(),
    /** Where the running server is, relative to the hub's public address. */
    serverPath: text("server_path"),
    createdAt: at("created_at").notNull(),
  },
  (t) => [
    uniqueIndex("environments_server_key").on(t.clusterId, t.ownerId, t.serverName),
    index("environments_owner_idx").on(t.ownerId, t.createdAt),
    index("environments_active_idx")
      .on(t.state, t.id)
      .where(sql`state in ('creating', 'running', 'stopping')`),
    index("environments_active_cluster_idx")
      .on(t.clusterId)
      .where(sql`state in ('creating', 'running', 'stopping')`),
    // The same in the order of the page that lists them.
    index("environments_active_newest_idx")
      .on(t.id)
      .where(sql`state in ('creating', 'running', 'stopping')`),
    index("environments_failed_idx")
      .on(t.id)
      .where(sql`state = 'failed'`),
  ],
);

/** One stretch from a start to its end: what the portal itself knows for metering, and the history people see. */
export const environmentRuns = pgTable(
  "environment_runs",
  {
    id: text("id").primaryKey(),
    environmentId: text("environment_id")
      .notNull()
      .references(() => environments.id),
    cpuMilli: integer("cpu_milli").notNull(),
    memoryMib: integer("memory_mib").notNull(),
    gpus: integer("gpus").notNull(),
    requestedAt: at("requested_at").notNull(),
    /** The hub's name for this run of the server: when the hub began to start it. */
    startedAt: at("started_at"),
    /** When the portal saw that it could be used. What is billed begins here: starting up is free. */
    readyAt: at("ready_at"),
    /** The last time a complete list of the hub showed it; where nobody saw it end, this is where it ended. */
    lastSeenAt: at("last_seen_at"),
    endedAt: at("ended_at"),
    endReason: text("end_reason"),
    /** How often the hub was asked to start it: a failed start is never repeated blindly. */
    asks: integer("asks").notNull().default(0),
    askedAt: at("asked_at"),
  },
  (t) => [
    uniqueIndex("environment_runs_open_key")
      .on(t.environmentId)
      .where(sql`ended_at is null`),
    index("environment_runs_environment_idx").on(t.environmentId, t.requestedAt),
    index("environment_runs_ended_idx").on(t.endedAt),
    // What ended of one environment since an instant, of all that it ever ran.
    index("environment_runs_environment_ended_idx").on(t.environmentId, t.endedAt),
  ],
);

export const environmentEvents = pgTable(
  "environment_events",
  {
    id: bigserial("id", { mode: "bigint" }).primaryKey(),
    environmentId: text("environment_id")
      .notNull()
      .references(() => environments.id),
    at: at("at").notNull(),
    state: text("state").notNull(),
    reason: text("reason"),
    reasonParams: jsonb("reason_params").$type<Record<string, string | number>>(),
  },
  (t) => [index("environment_events_environment_idx").on(t.environmentId, t.id)],
);
