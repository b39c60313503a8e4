import { log } from "~/core/log.server";
import { db } from "~/db/pool.server";
import type { ChainReport } from "./chain";
import { findLastCheck } from "./chain.queries.server";
import { verifyChain } from "./verify-chain.server";

/** Checks the log against itself and against what the last check that found it whole had seen. A fault is shouted about: nobody may have caused it by accident. */
export async function verifyActivity(): Promise<ChainReport> {
  const witness = (await findLastCheck(db, "whole"))?.report;
  const report = await verifyChain(db, witness?.state === "whole" ? witness.heads : []);
  if (report.state === "broken") log.error({ fault: report.fault }, "the activity log is not as it was written");
  return report;
}
