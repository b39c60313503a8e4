import { clock, DAY, HOUR, later } from "~/core/clock";
import { log } from "~/core/log.server";
import { db } from "~/db/pool.server";
import type { ChainReport } from "./chain";
import { findLastCheck } from "./chain.queries.server";
import { restAsLong, verifyChain, type Verification } from "./verify-chain.server";

/** All of the log is read by the check that comes so long after the last that did: by every seventh of a night. */
const ALL_AFTER = 7 * DAY - 12 * HOUR;

/**
 * Checks the log against itself and against what the last check that found it whole had seen. Reads what is new since then; all of it, in
 * no hurry, once a week, for as long as it is found altered, and where `all` says so. A fault is shouted about: nobody may have caused it by
 * accident.
 */
export async function verifyActivity({ all = false } = {}): Promise<ChainReport> {
  const seen = (await findLastCheck(db, { state: "whole" }))?.report;
  const verification: Verification = { witnesses: seen?.state === "whole" ? seen.heads : [], pause: restAsLong };
  const after = all || (await isAllDue()) ? undefined : lastLineOf(seen);
  const report = await verifyChain(db, { ...verification, ...(after !== undefined && { after }) });
  if (report.state === "broken") log.error({ fault: report.fault }, "the activity log is not as it was written");
  return report;
}

/** A check of a version before says nothing of its last line: then all is read. */
const lastLineOf = (report: ChainReport | undefined) => (report?.state === "whole" ? report.lastLine : undefined);

async function isAllDue(): Promise<boolean> {
  const [last, ofAll] = await Promise.all([findLastCheck(db), findLastCheck(db, { state: "whole", scope: "all" })]);
  return last?.report.state !== "whole" || !ofAll || ofAll.at < later(clock.now(), -ALL_AFTER);
}
