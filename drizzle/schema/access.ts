import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import { users } from "./identity";

const at = (name: string) => timestamp(name, { withTimezone: true });

/** Keys of programs. Of the secret only a keyed hash is kept. */
export const apiKeys = pgTable(
  "api_keys",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    name: text("name").notNull(),
    /** HMAC-SHA-256 of the whole key, in hex. */
    keyHash: text("key_hash").notNull(),
    /** What may be shown of it: enough to recognise, nothing to use. */
    shown: text("shown").notNull(),
    scopes: text("scopes").array().notNull(),
    createdAt: at("created_at").notNull(),
    expiresAt: at("expires_at").notNull(),
    lastUsedAt: at("last_used_at"),
    lastUsedFrom: text("last_used_from"),
    revokedAt: at("revoked_at"),
    /** The key that takes its place; this one ends when the overlap does (`expiresAt`). */
    replacedById: text("replaced_by_id"),
  },
  (t) => [uniqueIndex("api_keys_hash_key").on(t.keyHash), index("api_keys_user_idx").on(t.userId, t.createdAt)],
);

/** The answer to a request that said which one it is, so that sending it again answers the same. */
export const idempotentRequests = pgTable(
  "idempotent_requests",
  {
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    /** `METHOD /path` of the endpoint. */
    endpoint: text("endpoint").notNull(),
    key: text("key").notNull(),
    /** SHA-256 of the request's body. */
    bodyHash: text("body_hash").notNull(),
    /** The process that answers or answered; absent in what a version before there were instances claimed. */
    instanceId: text("instance_id"),
    /** Absent while the first one is under way. */
    status: integer("status"),
    answer: jsonb("answer"),
    createdAt: at("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.endpoint, t.key] }),
    index("idempotent_requests_created_idx").on(t.createdAt),
  ],
);

/**
 * The keys that secrets are sealed with, themselves sealed by SECRET_KEY. The newest that is not retired seals. A key of another purpose
 * hashes, is there once and is never retired.
 */
export const dataKeys = pgTable(
  "data_keys",
  {
    id: text("id").primaryKey(),
    purpose: text("purpose").notNull().default("seal"),
    sealedKey: text("sealed_key").notNull(),
    createdAt: at("created_at").notNull(),
    retiredAt: at("retired_at"),
  },
  (t) => [
    uniqueIndex("data_keys_lasting_key")
      .on(t.purpose)
      .where(sql`purpose <> 'seal'`),
  ],
);

/** The code with which the first admin of a new installation appoints themself. One row at most. */
export const setUpCodes = pgTable("set_up_codes", {
  id: integer("id")
    .primaryKey()
    .default(sql`1`),
  codeHash: text("code_hash").notNull(),
  createdAt: at("created_at").notNull(),
  usedAt: at("used_at"),
  usedBy: text("used_by").references(() => users.id),
});
