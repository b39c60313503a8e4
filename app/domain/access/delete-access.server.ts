import type { UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { deleteKeysOf } from "~/domain/access/api-keys/api-keys.queries.server";
import { deleteRequestsOf } from "~/domain/access/idempotency/idempotent-requests.queries.server";

/** Ends everything by which programs act as the member, and what is remembered of them; answers how many keys there were. */
export async function deleteAccess(db: Db, userId: UserId): Promise<number> {
  await deleteRequestsOf(db, userId);
  return deleteKeysOf(db, userId);
}
