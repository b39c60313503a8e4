import { db } from "~/db/pool.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { rotateDataKeys, type Rotation } from "~/domain/secrets/rotate-data-keys.server";

/** Seals every secret in the database anew, while the portal runs, and says in the activity log that it was done. */
export async function rotateKeys(): Promise<Rotation> {
  const rotation = await rotateDataKeys();
  const { keyId, ...after } = rotation;
  await recordActivity(db, { action: "keys.rotate", targetKind: "data_key", targetId: keyId, after });
  return rotation;
}
