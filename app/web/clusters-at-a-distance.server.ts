import { db } from "~/db/pool.server";
import { countAnswering } from "~/domain/clusters/connections/hub-health.queries.server";

/** What anybody may know of the clusters: how many answer. Undefined where that cannot be asked just now: the page is shown all the same. */
export async function clustersAtADistance(): Promise<{ answering: number; all: number } | undefined> {
  return countAnswering(db).catch(() => undefined);
}
