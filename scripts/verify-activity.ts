/** Checks that the whole activity log is as it was written, with the portal's own settings (docs/operations.md). Part of the build: the image has it too. Ends with 1 when it is not. */
import { closePool } from "../app/db/pool.server";
import { verifyActivity } from "../app/domain/activity/verify-activity.server";

const report = await verifyActivity({ all: true });
if (report.state === "whole") console.log(`The activity log is whole: ${report.lines} lines.`);
else {
  const { kind, lineId, chain, place } = report.fault;
  const where = chain === undefined ? "outside every chain" : `chain ${chain}, place ${place ?? "?"}`;
  console.error(`The activity log is broken: ${kind} at ${lineId ? `line ${lineId}, ` : ""}${where}.`);
  process.exitCode = 1;
}
await closePool();
