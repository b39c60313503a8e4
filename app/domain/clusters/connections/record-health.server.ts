import { clock, SECOND } from "~/core/clock";
import type { ClusterId } from "~/core/id";
import { log } from "~/core/log.server";
import { db } from "~/db/pool.server";
import { recordHopsworksHealth, recordHubHealth } from "./hub-health.queries.server";

/** What did not change is written down again after this long at the earliest: another replica may have seen otherwise. */
const REPEATED_AFTER = 10 * SECOND;

const records = { hub: recordHubHealth, hopsworks: recordHopsworksHealth } as const;

/**
 * Hears of every call to one of a cluster's systems whether it was answered, and remembers it for the pages: at once when it is another
 * answer than before. Nobody waits for that, and nobody's work fails with it.
 */
export function healthRecorder(id: ClusterId, system: keyof typeof records): (isUp: boolean) => void {
  let noted: { isUp: boolean; at: Date } | undefined;
  return (isUp) => {
    const at = clock.now();
    if (noted?.isUp === isUp && Math.abs(at.getTime() - noted.at.getTime()) < REPEATED_AFTER) return;
    noted = { isUp, at };
    records[system](db, id, { state: isUp ? "up" : "down", at }).catch((error: unknown) =>
      log.warn({ err: error, clusterId: id, system }, "how a cluster answers could not be written down"),
    );
  };
}
