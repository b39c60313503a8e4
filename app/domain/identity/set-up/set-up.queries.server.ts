import { setUpCodes } from "@schema/access";
import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";

const onlyOne = eq(setUpCodes.id, 1);

export async function findSetUpCode(db: Db) {
  const { codeHash, createdAt, usedAt } = setUpCodes;
  const [row] = await db.select({ codeHash, createdAt, usedAt }).from(setUpCodes).where(onlyOne);
  return row;
}

/** The code that nobody has used yet, held until the transaction ends: its tries come one after the other. */
export async function lockOpenSetUpCode(db: Db): Promise<{ codeHash: string } | undefined> {
  const [row] = await db
    .select({ codeHash: setUpCodes.codeHash })
    .from(setUpCodes)
    .where(and(onlyOne, isNull(setUpCodes.usedAt)))
    .for("update");
  return row;
}

/** Keeps a first code, or one in place of a code that was used; a code that is open is left as it is. */
export async function insertSetUpCode(db: Db, row: { codeHash: string; createdAt: Date }): Promise<void> {
  await db
    .insert(setUpCodes)
    .values(row)
    .onConflictDoUpdate({
      target: setUpCodes.id,
      set: { ...row, usedAt: null, usedBy: null },
      setWhere: isNotNull(setUpCodes.usedAt),
    });
}

/** Keeps another hash of the open code: the secret that it is made with has changed. */
export async function updateSetUpCode(db: Db, codeHash: string): Promise<void> {
  await db
    .update(setUpCodes)
    .set({ codeHash })
    .where(and(onlyOne, isNull(setUpCodes.usedAt)));
}

export async function markSetUpCodeUsed(db: Db, userId: UserId, now: Date): Promise<void> {
  await db.update(setUpCodes).set({ usedAt: now, usedBy: userId }).where(onlyOne);
}
