import "../scripts/demo/quiet-log";
import { parseArgs } from "node:util";
import { Steps } from "../scripts/demo/steps";
import { printTable, type Measured } from "./promise";
import { openPromise } from "./open";
import { pagePromise } from "./page";
import { sizePromise } from "./size";
import { bringUpDemo } from "./stack";
import { startPromises } from "./starts";

const names = ["page", "size", "open", "demo"] as const;
const { only } = parseArgs({ options: { only: { type: "string" } } }).values;
const wanted = new Set(only?.split(",") ?? names);
const unknown = [...wanted].find((name) => !names.some((known) => known === name));
if (unknown !== undefined) {
  process.stderr.write(
    `There is no promise "${unknown}". Say --only=${names.join(", --only=")}, or several with commas.\n`,
  );
  process.exit(2);
}

const steps = new Steps();
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void steps.undo().then(() => process.exit(130)));
try {
  const rows = await measure();
  printTable(rows);
  process.exitCode = rows.every(({ isHeld }) => isHeld) ? 0 : 1;
} finally {
  await steps.undo();
}

/** What was asked for; the starts come last, when nothing else of ours runs. */
async function measure(): Promise<Measured[]> {
  const rows: Measured[] = [];
  if (wanted.has("page") || wanted.has("open") || wanted.has("size")) {
    const demo = await bringUpDemo(steps, { withoutHub: !wanted.has("open") });
    if (wanted.has("page")) rows.push(await pagePromise(demo.url));
    if (wanted.has("size")) rows.push(sizePromise());
    if (wanted.has("open")) rows.push(await openPromise(demo));
    await steps.undo();
  }
  if (wanted.has("demo")) rows.push(...(await startPromises(steps)));
  return rows;
}
