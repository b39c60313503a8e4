import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { parseArgs } from "node:util";
import { isMeasurementName, measurementNames, type MeasurementName } from "./measurement";
import { printTable, type Measured } from "./promise";

const { only } = parseArgs({ options: { only: { type: "string" } } }).values;
const wanted = only?.split(",") ?? measurementNames;
const unknown = wanted.find((name) => !isMeasurementName(name));
if (unknown !== undefined) {
  process.stderr.write(`There is no promise "${unknown}": say --only= and some of ${measurementNames.join(",")}.\n`);
  process.exit(2);
}

let child: ChildProcess | undefined;
const interruption = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    interruption.abort();
    child?.kill(signal);
  });

const rows: Measured[] = [];
const failed: MeasurementName[] = [];
for (const name of measurementNames)
  if (wanted.includes(name) && !interruption.signal.aborted && !(await measure(name))) failed.push(name);
// Also when one of them could not be measured: the others were.
if (rows.length > 0) printTable(rows);
if (interruption.signal.aborted) process.exit(130);
if (failed.length > 0) process.stderr.write(`  Could not be measured: ${failed.join(", ")}; why is said above.\n`);
process.exit(failed.length === 0 && rows.every(({ isHeld }) => isHeld) ? 0 : 1);

/** False when the measurement broke off. */
async function measure(name: MeasurementName): Promise<boolean> {
  child = fork(new URL("measure.ts", import.meta.url), [name]);
  child.on("message", (row) => void rows.push(row as Measured));
  const [code] = (await once(child, "exit")) as [number | null];
  return code === 0;
}
