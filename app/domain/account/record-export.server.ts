import { db } from "~/db/pool.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import type { Viewer } from "~/domain/identity/viewer";
import type { ExportTable } from "./export-table";

/** That the member took their data with them is on record before the first byte leaves: it tells them, too, when it was not they. */
export async function recordExport({ userId }: Viewer, what: ExportTable | "everything"): Promise<void> {
  const whose = { actorId: userId, subjectId: userId, targetKind: "user", targetId: userId } as const;
  await recordActivity(db, { ...whose, action: "member.export", after: { what } });
}
