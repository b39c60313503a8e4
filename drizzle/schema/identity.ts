import { sql } from "drizzle-orm";
import { boolean, index, pgTable, primaryKey, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";

const at = (name: string) => timestamp(name, { withTimezone: true });

export const users = pgTable(
  "users",
  {
    id: text("id").primaryKey(),
    /** Verified by the identity provider, lower case. */
    email: text("email").notNull(),
    name: text("name").notNull(),
    isAdmin: boolean("is_admin").notNull().default(false),
    suspendedAt: at("suspended_at"),
    suspendedReason: text("suspended_reason"),
    /** From when on whatever a suspended member runs is stopped, in the database's time; null while they are not suspended. */
    suspensionStopsAt: at("suspension_stops_at"),
    createdAt: at("created_at").notNull(),
    lastSeenAt: at("last_seen_at"),
    /** The member's plan. */
    tier: text("tier").notNull().default("free"),
    /** How they want to see the portal; absent until they chose. The time zone is an IANA name. */
    language: text("language"),
    theme: text("theme"),
    timeZone: text("time_zone"),
    /** When the account, which its owner asked to have deleted, is anonymized; until then they may call it off. */
    deletionAt: at("deletion_at"),
    /** Since when nothing personal is left: what remains keeps the books whole. */
    anonymizedAt: at("anonymized_at"),
  },
  (t) => [
    index("users_deletion_idx")
      .on(t.deletionAt)
      .where(sql`deletion_at is not null and anonymized_at is null`),
    uniqueIndex("users_email_key").on(sql`lower(${t.email})`),
    index("users_created_idx").on(t.createdAt, t.id),
    // What members are counted and sorted by. What they are searched by is made at each start: app/db/ensure-search-index.server.ts.
    index("users_present_idx")
      .on(t.id)
      .where(sql`anonymized_at is null`),
    index("users_name_idx").on(t.name, t.id),
    index("users_email_idx").on(t.email, t.id),
  ],
);

export const identities = pgTable(
  "identities",
  {
    issuer: text("issuer").notNull(),
    subject: text("subject").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    createdAt: at("created_at").notNull(),
    /** The verified address that came with it, by which its owner recognises it. */
    email: text("email"),
    lastUsedAt: at("last_used_at"),
  },
  (t) => [primaryKey({ columns: [t.issuer, t.subject] }), index("identities_user_idx").on(t.userId)],
);

export const sessions = pgTable(
  "sessions",
  {
    /** SHA-256 of the cookie's value; the value itself is never stored. */
    idHash: text("id_hash").primaryKey(),
    /** What its owner calls it by: says nothing about the cookie. */
    id: text("id")
      .notNull()
      .unique()
      .default(sql`'session_' || replace(gen_random_uuid()::text, '-', '')`),
    userId: text("user_id")
      .notNull()
      .references(() => users.id),
    createdAt: at("created_at").notNull(),
    lastSeenAt: at("last_seen_at").notNull(),
    expiresAt: at("expires_at").notNull(),
    endedAt: at("ended_at"),
    userAgent: text("user_agent"),
    /** Where it was last used from. */
    address: text("address"),
    /** While an admin looks at the portal as this member: read-only, with a reason, and not beyond `impersonationUntil`. */
    impersonatedId: text("impersonated_id").references(() => users.id),
    impersonationUntil: at("impersonation_until"),
    impersonationReason: text("impersonation_reason"),
  },
  (t) => [index("sessions_user_idx").on(t.userId), index("sessions_expires_idx").on(t.expiresAt)],
);
