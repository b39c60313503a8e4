import { boolean, index, integer, pgTable, primaryKey, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import { users } from "./identity";

const at = (name: string) => timestamp(name, { withTimezone: true });

export const clusters = pgTable("clusters", {
  id: text("id").primaryKey(),
  name: text("name").notNull().unique(),
  hopsworksUrl: text("hopsworks_url").notNull(),
  /** Sealed; only its last four characters are ever shown. */
  hopsworksKeySealed: text("hopsworks_key_sealed").notNull(),
  hopsworksKeyLast4: text("hopsworks_key_last4").notNull(),
  /** The OAuth client id under which Hopsworks knows the identity provider. */
  hopsworksIdpClientId: text("hopsworks_idp_client_id").notNull(),
  /** Where the portal calls the hub's API (…/hub/api), directly where it can. */
  hubApiUrl: text("hub_api_url").notNull(),
  /** Where people's browsers reach the hub. Never the portal's own origin. */
  hubPublicUrl: text("hub_public_url").notNull(),
  hubTokenSealed: text("hub_token_sealed").notNull(),
  /** Whether the hub answered when it was last asked; absent until it was. */
  hubState: text("hub_state").$type<"up" | "down">(),
  hubVersion: text("hub_version"),
  hubCheckedAt: at("hub_checked_at"),
  /** Whether the hub lets a member have named servers beside the default one; absent until that could be learnt. */
  namedServers: boolean("named_servers"),
  /** The same of Hopsworks. */
  hopsworksState: text("hopsworks_state").$type<"up" | "down">(),
  hopsworksCheckedAt: at("hopsworks_checked_at"),
  /** A stand-in is said to be one wherever it is shown. */
  isSimulated: boolean("is_simulated").notNull().default(false),
  acceptsMembers: boolean("accepts_members").notNull().default(true),
  maxMembers: integer("max_members").notNull(),
  /** Kept with every assignment, so that choosing a cluster never counts rows. */
  memberCount: integer("member_count").notNull().default(0),
  createdAt: at("created_at").notNull(),
});

export const assignments = pgTable(
  "assignments",
  {
    userId: text("user_id")
      .primaryKey()
      .references(() => users.id),
    clusterId: text("cluster_id")
      .notNull()
      .references(() => clusters.id),
    /** The name by which the hub knows the member: the verified e-mail at the time of placement. */
    hubUsername: text("hub_username").notNull(),
    hopsworksUsername: text("hopsworks_username"),
    hopsworksProject: text("hopsworks_project"),
    assignedAt: at("assigned_at").notNull(),
  },
  (t) => [uniqueIndex("assignments_hub_username_key").on(t.clusterId, t.hubUsername)],
);

export const placements = pgTable(
  "placements",
  {
    userId: text("user_id")
      .primaryKey()
      .references(() => users.id),
    /** waiting (no cluster has free capacity) · placing · placed · failed */
    state: text("state").$type<"waiting" | "placing" | "placed" | "failed">().notNull(),
    requestedAt: at("requested_at").notNull(),
    finishedAt: at("finished_at"),
  },
  (t) => [index("placements_state_idx").on(t.state, t.requestedAt)],
);

export const placementSteps = pgTable(
  "placement_steps",
  {
    userId: text("user_id")
      .notNull()
      .references(() => placements.userId),
    step: text("step").$type<"cluster" | "hopsworks_user" | "hopsworks_project" | "hub_user">().notNull(),
    state: text("state").$type<"pending" | "running" | "done" | "failed">().notNull(),
    attempts: integer("attempts").notNull().default(0),
    startedAt: at("started_at"),
    finishedAt: at("finished_at"),
    /** Key of the sentence that says why it failed. */
    failureCode: text("failure_code"),
  },
  (t) => [primaryKey({ columns: [t.userId, t.step] })],
);
