import { apiKeys } from "@schema/access";
import { users } from "@schema/identity";
import { and, desc, eq, getTableColumns, gt, isNotNull, isNull, lte, or, sql as raw } from "drizzle-orm";
import { refuse } from "~/core/app-error";
import type { ApiKeyId, UserId } from "~/core/id";
import { db as pool, type Db } from "~/db/pool.server";
import { preparedOnAuthPool } from "~/db/prepared.server";
import { member, status } from "~/domain/access/members.queries.server";

const ENDED_SHOWN = 20;

const { keyHash: _, ...facts } = getTableColumns(apiKeys);
const record = { ...facts, id: raw<ApiKeyId>`${apiKeys.id}`, userId: raw<UserId>`${apiKeys.userId}` };

/** Everything about a key but its hash. */
export type ApiKeyRecord = Omit<typeof apiKeys.$inferSelect, "keyHash"> & { id: ApiKeyId; userId: UserId };

const keyById = preparedOnAuthPool("api_key_by_id", ["id"], (db, { id }) =>
  db
    .select({
      keyHash: apiKeys.keyHash,
      scopes: apiKeys.scopes,
      expiresAt: apiKeys.expiresAt,
      revokedAt: apiKeys.revokedAt,
      lastUsedAt: apiKeys.lastUsedAt,
      viewer: member,
      ...status,
    })
    .from(apiKeys)
    .innerJoin(users, eq(users.id, apiKeys.userId))
    .where(eq(apiKeys.id, id)),
);

/** The key and whose it is, usable or not. Asked on every request that carries one, of the pool. */
export async function findKey(id: ApiKeyId) {
  const [row] = await keyById(pool, { id });
  return row;
}

/** Notes a use of the key, unless one was noted after `before`. */
export async function noteKeyUse(
  db: Db,
  id: ApiKeyId,
  use: { lastUsedAt: Date; lastUsedFrom: string | undefined },
  before: Date,
): Promise<void> {
  const isDue = or(isNull(apiKeys.lastUsedAt), lte(apiKeys.lastUsedAt, before));
  await db
    .update(apiKeys)
    .set({ ...use, lastUsedFrom: use.lastUsedFrom ?? null })
    .where(and(eq(apiKeys.id, id), isDue));
}

/** Who grants, locked until the transaction ends: their keys are counted and made one after the other. */
export async function lockGrantor(db: Db, userId: UserId): Promise<{ isAdmin: boolean }> {
  const [row] = await db
    .select({ isAdmin: users.isAdmin })
    .from(users)
    .where(and(eq(users.id, userId), isNull(users.anonymizedAt)))
    .for("no key update");
  return row ?? refuse("not_found", "memberUnknown");
}

export async function countUsableKeys(db: Db, userId: UserId, now: Date): Promise<number> {
  return db.$count(apiKeys, and(eq(apiKeys.userId, userId), isUsableAt(now)));
}

/** Throws a duplicate (see `isDuplicate`) when there is a key of that id. */
export async function insertKey(db: Db, row: typeof apiKeys.$inferInsert): Promise<void> {
  await db.insert(apiKeys).values(row);
}

/** A key of the member, locked until the transaction ends. */
export async function lockKey(db: Db, userId: UserId, id: ApiKeyId): Promise<ApiKeyRecord | undefined> {
  const [row] = await db.select(record).from(apiKeys).where(isTheirs(userId, id)).for("update");
  return row;
}

export async function findKeyOf(db: Db, userId: UserId, id: ApiKeyId): Promise<ApiKeyRecord | undefined> {
  const [row] = await db.select(record).from(apiKeys).where(isTheirs(userId, id));
  return row;
}

export async function replaceKey(
  db: Db,
  userId: UserId,
  id: ApiKeyId,
  end: { expiresAt: Date; replacedById: ApiKeyId },
): Promise<void> {
  await db.update(apiKeys).set(end).where(isTheirs(userId, id));
}

export async function revokeKey(db: Db, userId: UserId, id: ApiKeyId, now: Date): Promise<void> {
  await db.update(apiKeys).set({ revokedAt: now }).where(isTheirs(userId, id));
}

/** All keys that can be used at `now`, then the last that cannot; each newest first. */
export async function keysOf(db: Db, userId: UserId, now: Date): Promise<ApiKeyRecord[]> {
  const theirs = eq(apiKeys.userId, userId);
  const newestFirst = [desc(apiKeys.createdAt), desc(apiKeys.id)];
  const isOver = or(isNotNull(apiKeys.revokedAt), lte(apiKeys.expiresAt, now));
  const usable = await db
    .select(record)
    .from(apiKeys)
    .where(and(theirs, isUsableAt(now)))
    .orderBy(...newestFirst);
  const ended = await db
    .select(record)
    .from(apiKeys)
    .where(and(theirs, isOver))
    .orderBy(...newestFirst)
    .limit(ENDED_SHOWN);
  return [...usable, ...ended];
}

/** Takes away every key, ended ones too: with it goes what its owner called it and where it was used from. Answers how many. */
export async function deleteKeysOf(db: Db, userId: UserId): Promise<number> {
  return (await db.delete(apiKeys).where(eq(apiKeys.userId, userId)).returning({ id: apiKeys.id })).length;
}

function isTheirs(userId: UserId, id: ApiKeyId) {
  return and(eq(apiKeys.userId, userId), eq(apiKeys.id, id));
}

function isUsableAt(now: Date) {
  return and(isNull(apiKeys.revokedAt), gt(apiKeys.expiresAt, now));
}
