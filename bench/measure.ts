/**
 * One measurement in a process of its own: what the one before it started, opened or read is not there. `fork(measure.ts, [name])`; it says each
 * line of the table as it has it, and ends when everything that it started is gone.
 */
import "../scripts/demo/quiet-log";
import { startWorld } from "../e2e/portal-process";
import { Steps } from "../scripts/demo/steps";
import { apiPromise } from "./api";
import { limiterPromises } from "./limiter";
import { METRICS_TOKEN } from "./loaded-server";
import { isMeasurementName, type MeasurementName } from "./measurement";
import { openPromise } from "./open";
import { pagePromise } from "./page";
import type { Measured } from "./promise";
import { scalePromises } from "./scale";
import { sizePromise } from "./size";
import { bringUpDemo } from "./stack";
import { startPromises } from "./starts";

type Lines = AsyncGenerator<Measured> | Promise<Measured>;

const measurements: Record<MeasurementName, (steps: Steps) => Lines> = {
  size: sizePromise,
  api: async (steps) => apiPromise(await portalForPrograms(steps)),
  limiter: (steps) => limits(steps),
  page: async (steps) => pagePromise((await bringUpDemo(steps, { withoutHub: true })).url),
  scale: scalePromises,
  open: async (steps) => openPromise(await bringUpDemo(steps, { withoutHub: false })),
  demo: startPromises,
};

const [name = ""] = process.argv.slice(2);
const steps = new Steps();
let interrupted: Promise<never> | undefined;
for (const signal of ["SIGINT", "SIGTERM", "disconnect"] as const)
  process.once(signal, () => {
    interrupted = steps.undo().then(() => process.exit(130));
  });
try {
  if (!isMeasurementName(name)) throw new Error(`There is no measurement "${name}".`);
  const lines = measurements[name](steps);
  if (Symbol.asyncIterator in lines) for await (const line of lines) await say(line);
  else await say(await lines);
} finally {
  await interrupted;
  await steps.undo();
}
process.exit(0);

/** Waits until it is on its way: what is not when the process ends is lost. */
function say(line: Measured): Promise<void> {
  return new Promise((resolve, reject) =>
    process.send?.(line, (error: Error | null) => (error ? reject(error) : resolve())),
  );
}

async function* limits(steps: Steps): AsyncGenerator<Measured> {
  yield* limiterPromises(await portalForPrograms(steps));
}

/** As in production, log lines and all: a portal with nothing in it but what is asked for. */
async function portalForPrograms(steps: Steps) {
  const world = await steps.run("A portal for programs", () =>
    startWorld({ CALLS_PER_MINUTE: "1000000", METRICS_TOKEN }),
  );
  steps.onStop("the portal for programs", world.stop);
  return world;
}
