import { assignments, clusters, placements } from "@schema/clusters";
import { users } from "@schema/identity";
import { and, desc, eq, gt, ilike, isNull, lt, or, sql as raw, type SQL } from "drizzle-orm";
import type { ClusterId, UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";

export type MemberRow = {
  id: UserId;
  name: string;
  email: string;
  isAdmin: boolean;
  tier: string;
  suspendedAt: Date | null;
  suspendedReason: string | null;
  suspensionStopsAt: Date | null;
  createdAt: Date;
  deletionAt: Date | null;
  lastSeenAt: Date | null;
  placement: "waiting" | "placing" | "placed" | "failed" | null;
  clusterId: ClusterId | null;
  clusterName: string | null;
};

export type MemberFilter = { query?: string; before?: UserId; after?: UserId; limit: number };

const columns = {
  id: raw<UserId>`${users.id}`,
  name: users.name,
  email: users.email,
  isAdmin: users.isAdmin,
  tier: users.tier,
  suspendedAt: users.suspendedAt,
  suspendedReason: users.suspendedReason,
  suspensionStopsAt: users.suspensionStopsAt,
  createdAt: users.createdAt,
  deletionAt: raw<Date | null>`case when ${users.anonymizedAt} is null then ${users.deletionAt} end`.mapWith(
    users.deletionAt,
  ),
  lastSeenAt: users.lastSeenAt,
  placement: placements.state,
  clusterId: raw<ClusterId | null>`${assignments.clusterId}`,
  clusterName: clusters.name,
};

/** A page of members, newest first (ids sort by age), by name or e-mail where asked for. `before` goes on to older ones, `after` back. */
export async function membersPage(db: Db, filter: MemberFilter): Promise<MemberRow[]> {
  const edge = filter.after ? gt(users.id, filter.after) : filter.before ? lt(users.id, filter.before) : undefined;
  const rows = await joined(db)
    .where(and(edge, matching(filter.query)))
    .orderBy(filter.after ? users.id : desc(users.id))
    .limit(filter.limit);
  return filter.after ? rows.reverse() : rows;
}

export async function findMember(db: Db, id: UserId): Promise<MemberRow | undefined> {
  const [row] = await joined(db).where(eq(users.id, id));
  return row;
}

/** How many members match; where `most` is given, no further than that. */
export async function countMembers(db: Db, query?: string, most?: number): Promise<number> {
  if (most === undefined) return db.$count(users, matching(query));
  return db.$count(db.select({ id: users.id }).from(users).where(matching(query)).limit(most).as("some"));
}

/** How many members have a place: clusters keep count themselves. */
export async function countPlaced(db: Db): Promise<number> {
  const [row] = await db.select({ placed: raw<number>`coalesce(sum(${clusters.memberCount}), 0)::int` }).from(clusters);
  return row?.placed ?? 0;
}

export async function countPlacements(db: Db, state: "waiting" | "failed"): Promise<number> {
  return db.$count(placements, eq(placements.state, state));
}

const joined = (db: Db) =>
  db
    .select(columns)
    .from(users)
    .leftJoin(placements, eq(placements.userId, users.id))
    .leftJoin(assignments, eq(assignments.userId, users.id))
    .leftJoin(clusters, eq(clusters.id, assignments.clusterId))
    .$dynamic();

/** Shorter words are in too many names: the index knows them as the beginning of a word alone. */
const SHORTEST_PART = 3;

/**
 * By a part of the name or of the e-mail, or, when it is one or two letters, by the beginning of a word; everybody where nothing is asked for.
 * Never of whom nothing is left.
 */
export function matching(query: string | undefined): SQL | undefined {
  if (!query) return isNull(users.anonymizedAt);
  const text = query.replace(/[\\%_]/g, "\\$&");
  const patterns = query.length < SHORTEST_PART ? [`${text}%`, `% ${text}%`] : [`%${text}%`];
  return and(
    isNull(users.anonymizedAt),
    or(...patterns.flatMap((pattern) => [ilike(users.name, pattern), ilike(users.email, pattern)])),
  );
}
