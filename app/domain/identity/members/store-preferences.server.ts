import type { UserId } from "~/core/id";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import type { StoredPreferences } from "./preferences";
import { updatePreferences } from "./preferences.queries.server";
import type { Visit } from "~/domain/identity/sessions/visit-of-session.server";

/** Keeps how the session's owner wants to see the portal, for all their browsers, also while they look at it as another member; what they did not change stays as it is. */
export async function storePreferences(
  { ownerId, preferences }: Visit,
  changes: Partial<StoredPreferences>,
): Promise<void> {
  const fields = Object.keys(changes) as (keyof StoredPreferences)[];
  const changed = fields.filter((field) => changes[field] !== preferences[field]);
  if (changed.length === 0) return;
  await transaction(async (tx) => {
    await updatePreferences(tx, ownerId, only(changes, changed));
    await recordActivity(tx, {
      ...whose(ownerId),
      action: "member.prefer",
      before: only(preferences, changed),
      after: only(changes, changed),
    });
  });
}

const whose = (userId: UserId) =>
  ({ actorId: userId, subjectId: userId, targetKind: "user", targetId: userId }) as const;

function only(facts: Partial<StoredPreferences>, fields: readonly (keyof StoredPreferences)[]) {
  return Object.fromEntries(fields.map((field) => [field, facts[field]])) as Partial<StoredPreferences>;
}
