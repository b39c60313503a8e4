import { apiKeys } from "@schema/access";
import { activity, outbox } from "@schema/activity";
import { clusters } from "@schema/clusters";
import { workloads } from "@schema/workloads";
import { users } from "@schema/identity";
import { and, asc, desc, eq, gt, gte, inArray, lt, or, sql as raw, type Placeholder, type SQL } from "drizzle-orm";
import { alias, type AnyPgColumn } from "drizzle-orm/pg-core";
import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { prepared } from "~/db/prepared.server";
import type { Action, Outcome } from "./action";
import type { StoredLine } from "./activity-line";

/** Adds a line of which nobody is told. */
export async function insertLine(db: Db, row: typeof activity.$inferInsert): Promise<void> {
  await db.insert(activity).values(row);
}

/** Adds a line and puts it into the outbox, in one statement. */
export async function insertFact(db: Db, row: typeof activity.$inferInsert): Promise<void> {
  const line = db.insert(activity).values(row).returning({ id: activity.id }).getSQL();
  await db.execute(raw`with line as (${line}) insert into ${outbox} (activity_id) select id from line`);
}

/** Which lines, as the database is asked. */
export type LineFilter = {
  /** What this member did, and what was done to their things or in their name. */
  around?: UserId;
  actorId?: UserId;
  subjectId?: UserId;
  targetId?: string;
  address?: string;
  actions?: readonly Action[];
  outcome?: Outcome;
  from?: Date;
  /** Not at or after this instant. */
  until?: Date;
  /** Pages: older than this line, or newer. */
  before?: string;
  after?: string;
  limit: number;
};

/** A page of lines, newest first. */
export async function linesPage(db: Db, filter: LineFilter): Promise<StoredLine[]> {
  const { around, limit, ...rest } = filter;
  if (around && (Object.values(rest) as unknown[]).every((one) => one === undefined))
    return newestAround(db, { around, limit });
  const order = filter.after ? asc : desc;
  const ids = idsOf({ ways: waysIn(filter), only: and(...filtersOf(filter), edgeOf(filter)), order, limit });
  return named(db, ids);
}

/** The page that is asked for most: the newest lines around a member. */
const newestAround = prepared("activity_newest_around", ["around", "limit"], (db, { around, limit }) =>
  named(db, idsOf({ ways: waysAround(around), only: undefined, order: desc, limit })),
);

/** The member whose e-mail address this is. */
export async function findMemberNamed(db: Db, email: string): Promise<UserId | undefined> {
  const [row] = await db
    .select({ id: raw<UserId>`${users.id}` })
    .from(users)
    .where(eq(raw`lower(${users.email})`, email.toLowerCase()));
  return row?.id;
}

const actor = alias(users, "actor");
const behalf = alias(users, "behalf");
const subject = alias(users, "subject");
const targetUser = alias(users, "target_user");
const targetKey = alias(apiKeys, "target_key");

/** Of whom nothing is left has no name. */
const nameOf = (person: Record<"name" | "anonymizedAt", AnyPgColumn>) =>
  raw<string | null>`case when ${person.anonymizedAt} is null then ${person.name} end`;

const columns = {
  id: raw<string>`${activity.id}::text`,
  at: activity.at,
  action: activity.action,
  outcome: activity.outcome,
  actorId: raw<UserId | null>`${activity.actorId}`,
  actorName: nameOf(actor),
  actorIsAdmin: actor.isAdmin,
  onBehalfOf: raw<UserId | null>`${activity.onBehalfOf}`,
  onBehalfOfName: nameOf(behalf),
  subjectId: raw<UserId | null>`${activity.subjectId}`,
  subjectName: nameOf(subject),
  targetKind: activity.targetKind,
  targetId: activity.targetId,
  thingName: raw<string | null>`coalesce(${workloads.name}, ${clusters.name}, ${targetKey.name})`,
  targetUserName: nameOf(targetUser),
  keyId: activity.keyId,
  keyName: apiKeys.name,
  before: activity.before,
  after: activity.after,
  address: activity.address,
  requestId: activity.requestId,
};

/** The lines of a page with the names of those in them, as they are called today. The page comes first: with so many joins their order is kept. */
function named(db: Db, ids: SQL) {
  return db
    .select(columns)
    .from(raw`${ids} as page`)
    .innerJoin(activity, eq(activity.id, raw`page.id`))
    .leftJoin(actor, eq(actor.id, activity.actorId))
    .leftJoin(behalf, eq(behalf.id, activity.onBehalfOf))
    .leftJoin(subject, eq(subject.id, activity.subjectId))
    .leftJoin(apiKeys, eq(apiKeys.id, activity.keyId))
    .leftJoin(workloads, eq(workloads.id, activity.targetId))
    .leftJoin(clusters, eq(clusters.id, activity.targetId))
    .leftJoin(targetKey, eq(targetKey.id, activity.targetId))
    .leftJoin(targetUser, eq(targetUser.id, activity.targetId))
    .orderBy(desc(activity.at), desc(activity.id));
}

type Way = SQL | undefined;
type Text = string | Placeholder;

/**
 * The ids of one page. Each way in has an index that gives its lines in order, so that it is left after a page; a condition that joins
 * them with `or` would read and sort all that a member ever did.
 */
function idsOf(page: { ways: Way[]; only: Way; order: typeof asc; limit: number | Placeholder }): SQL {
  const { ways, only, order, limit } = page;
  const inOrder = raw`order by ${order(raw`at`)}, ${order(raw`id`)} limit ${limit}`;
  const parts = ways.map(
    (way) => raw`(select id, at from ${activity} where ${and(way, only) ?? raw`true`} ${inOrder})`,
  );
  return raw`(select id from (${raw.join(parts, raw` union `)}) as found ${inOrder})`;
}

function waysAround(member: Text): Way[] {
  return [
    raw`${activity.subjectId} = ${member}`,
    raw`${activity.actorId} = ${member}`,
    raw`${activity.onBehalfOf} = ${member}`,
  ];
}

/** The narrowest way in that the filter has; whatever else it asks for is looked at on the way. */
function waysIn(filter: LineFilter): Way[] {
  if (filter.around) return waysAround(filter.around);
  if (filter.targetId) return targetWays(filter.targetId);
  if (filter.actorId) return actorWays(filter.actorId);
  if (filter.subjectId) return [eq(activity.subjectId, filter.subjectId)];
  if (filter.address) return [eq(activity.address, filter.address)];
  if (filter.actions) return filter.actions.map((action) => eq(activity.action, action));
  return [undefined];
}

const targetWays = (id: string) => [eq(activity.targetId, id), eq(activity.keyId, id)];
const actorWays = (id: UserId) => [eq(activity.actorId, id), eq(activity.onBehalfOf, id)];

function filtersOf(filter: LineFilter): Way[] {
  const { actorId, subjectId, targetId, address, actions, outcome, from, until } = filter;
  return [
    targetId ? or(...targetWays(targetId)) : undefined,
    actorId ? or(...actorWays(actorId)) : undefined,
    ifAsked(activity.subjectId, subjectId),
    ifAsked(activity.address, address),
    actions ? inArray(activity.action, [...actions]) : undefined,
    ifAsked(activity.outcome, outcome),
    // Said once more in the words of the index that holds these alone.
    outcome && outcome !== "success" ? raw`${activity.outcome} <> 'success'` : undefined,
    from ? gte(activity.at, from) : undefined,
    until ? lt(activity.at, until) : undefined,
  ];
}

const ifAsked = (column: AnyPgColumn, value: string | undefined): Way => (value ? eq(column, value) : undefined);

function edgeOf({ before, after }: LineFilter): Way {
  const edge = after ?? before;
  if (!edge) return undefined;
  const place = raw`((select edge.at from ${activity} edge where edge.id = ${edge}::bigint), ${edge}::bigint)`;
  const here = raw`(${activity.at}, ${activity.id})`;
  return after ? gt(here, place) : lt(here, place);
}

/** How often somebody has done this since then, with that outcome. */
export async function countActivity(
  db: Db,
  filter: { actorId: UserId; action: string; outcome: "success" | "refused" | "failed"; since: Date },
): Promise<number> {
  const { actorId, action, outcome, since } = filter;
  return db.$count(
    activity,
    and(
      eq(activity.actorId, actorId),
      eq(activity.action, action),
      eq(activity.outcome, outcome),
      gt(activity.at, since),
    ),
  );
}
