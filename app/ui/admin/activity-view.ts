import type { ActivityRow } from "~/domain/admin/overview";
import type { ActivityLine } from "./activity-list";

/** A row of the activity log as the list shows it. */
export function activityLine(row: ActivityRow): ActivityLine {
  return {
    id: String(row.id),
    at: row.at,
    action: row.action,
    target: row.targetId,
    ...(row.actorName && { actorName: row.actorName }),
  };
}
