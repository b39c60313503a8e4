import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, jsonb, pgTable, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import { users } from "./identity";

const at = (name: string) => timestamp(name, { withTimezone: true });

/** Where a member, or an admin for the whole installation, wants to be told of events. */
export const webhookEndpoints = pgTable(
  "webhook_endpoints",
  {
    id: text("id").primaryKey(),
    ownerId: text("owner_id")
      .notNull()
      .references(() => users.id),
    /** An admin's endpoint may hear of everybody's events. */
    hearsEverybody: boolean("hears_everybody").notNull().default(false),
    url: text("url").notNull(),
    description: text("description").notNull().default(""),
    events: text("events").array().notNull(),
    secretSealed: text("secret_sealed").notNull(),
    createdAt: at("created_at").notNull(),
    /** Since when every delivery has failed. */
    failingSince: at("failing_since"),
    disabledAt: at("disabled_at"),
    /** Key of the sentence that says why. */
    disabledReason: text("disabled_reason"),
    deletedAt: at("deleted_at"),
  },
  (t) => [
    index("webhook_endpoints_owner_idx").on(t.ownerId, t.createdAt),
    index("webhook_endpoints_everybody_idx")
      .on(t.createdAt)
      .where(sql`hears_everybody`),
  ],
);

/** One event on its way to one endpoint. */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    id: text("id").primaryKey(),
    endpointId: text("endpoint_id")
      .notNull()
      .references(() => webhookEndpoints.id),
    /** The line of the activity log that it tells of; absent for a test. */
    activityId: bigint("activity_id", { mode: "bigint" }),
    event: text("event").notNull(),
    payload: jsonb("payload").$type<Record<string, unknown>>().notNull(),
    state: text("state").$type<"waiting" | "delivered" | "failed">().notNull(),
    createdAt: at("created_at").notNull(),
    finishedAt: at("finished_at"),
  },
  (t) => [
    index("webhook_deliveries_endpoint_idx").on(t.endpointId, t.id),
    index("webhook_deliveries_created_idx").on(t.createdAt),
    uniqueIndex("webhook_deliveries_fact_key").on(t.endpointId, t.activityId),
  ],
);

/** One try of a delivery, as it went. */
export const webhookAttempts = pgTable(
  "webhook_attempts",
  {
    id: text("id").primaryKey(),
    deliveryId: text("delivery_id")
      .notNull()
      .references(() => webhookDeliveries.id, { onDelete: "cascade" }),
    at: at("at").notNull(),
    /** Absent when there was no answer. */
    status: integer("status"),
    latencyMs: integer("latency_ms").notNull(),
    /** The beginning of what the other side answered. */
    answer: text("answer"),
    /** Key of the sentence that says why there was none. */
    failureCode: text("failure_code"),
  },
  (t) => [index("webhook_attempts_delivery_idx").on(t.deliveryId, t.at)],
);
