import { users } from "@schema/identity";
import { and, eq, isNull, sql as raw } from "drizzle-orm";
import type { Language } from "~/core/i18n/languages";
import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import type { StoredPreferences, Theme } from "./preferences";

/** How the member wants to see the portal. */
export async function findPreferences(db: Db, userId: UserId): Promise<StoredPreferences | undefined> {
  const [row] = await db
    .select({
      language: raw<Language | null>`${users.language}`,
      theme: raw<Theme | null>`${users.theme}`,
      timeZone: users.timeZone,
    })
    .from(users)
    .where(eq(users.id, userId));
  return row;
}

export async function updatePreferences(db: Db, userId: UserId, changes: Partial<StoredPreferences>): Promise<void> {
  await db
    .update(users)
    .set(changes)
    .where(and(eq(users.id, userId), isNull(users.anonymizedAt)));
}

/** Since when they are a member. */
export async function memberSince(db: Db, userId: UserId): Promise<Date | undefined> {
  const [row] = await db.select({ createdAt: users.createdAt }).from(users).where(eq(users.id, userId));
  return row?.createdAt;
}
