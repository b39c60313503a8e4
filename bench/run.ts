import "../scripts/demo/quiet-log";
import { parseArgs } from "node:util";
import { startWorld } from "../e2e/portal-process";
import { Steps } from "../scripts/demo/steps";
import { apiPromise } from "./api";
import { limiterPromises } from "./limiter";
import { openPromise } from "./open";
import { pagePromise } from "./page";
import { printTable, type Measured } from "./promise";
import { sizePromise } from "./size";
import { bringUpDemo } from "./stack";
import { startPromises } from "./starts";

const names = ["size", "api", "limiter", "page", "open", "demo"] as const;
const { only } = parseArgs({ options: { only: { type: "string" } } }).values;
const wanted = new Set(only?.split(",") ?? names);
const unknown = [...wanted].find((name) => !names.some((known) => known === name));
if (unknown !== undefined) {
  process.stderr.write(`There is no promise "${unknown}": say --only= and some of ${names.join(",")}.\n`);
  process.exit(2);
}

const steps = new Steps();
let interrupted: Promise<never> | undefined;
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    interrupted = steps.undo().then(() => process.exit(130));
  });
const rows: Measured[] = [];
try {
  for await (const row of measurements()) rows.push(row);
} finally {
  // Also when one of them could not be measured: the others were.
  if (rows.length > 0) printTable(rows);
  await interrupted;
  await steps.undo();
}
process.exit(rows.every(({ isHeld }) => isHeld) ? 0 : 1);

/** What was asked for; the starts come last, when nothing else of ours runs. */
async function* measurements(): AsyncGenerator<Measured> {
  if (wanted.has("size")) yield await sizePromise();
  if (wanted.has("api") || wanted.has("limiter")) yield* programs();
  if (wanted.has("page")) {
    yield await pagePromise((await bringUpDemo(steps, { withoutHub: true })).url);
    await steps.undo();
  }
  if (wanted.has("open")) {
    yield await openPromise(await bringUpDemo(steps, { withoutHub: false }));
    await steps.undo();
  }
  if (wanted.has("demo")) yield* startPromises(steps);
}

/** As in production, log lines and all: a portal with nothing in it but what is asked for. */
async function* programs(): AsyncGenerator<Measured> {
  const world = await steps.run("A portal for programs", () => startWorld({ CALLS_PER_MINUTE: "1000000" }));
  steps.onStop("the portal for programs", world.stop);
  if (wanted.has("api")) yield await apiPromise(world);
  if (wanted.has("limiter")) yield* limiterPromises(world);
  await steps.undo();
}
