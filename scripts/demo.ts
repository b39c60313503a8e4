import "./demo/quiet-log";
import { parseArgs } from "node:util";
import { prepareDemo } from "./demo/prepare";
import { Steps } from "./demo/steps";
import { runStack } from "./demo/stack";
import { refuseProduction } from "./demo/refuse-production";

const { values } = parseArgs({
  options: { dev: { type: "boolean", default: false }, "no-hub": { type: "boolean", default: false } },
});

const problem = refuseProduction(process.env);
if (problem) {
  process.stderr.write(`${problem}\n`);
  process.exit(78);
}

const steps = new Steps();
const stack = await prepareDemo(process.env)
  .then((settings) => runStack(settings, steps, { isDevelopment: values.dev, withoutHub: values["no-hub"] }))
  .catch(async (error: unknown) => {
    process.stderr.write(`\n${steps.explain(error)}\n`);
    await steps.undo();
    process.exit(1);
  });

process.stdout.write(`
  Atrium is ready at ${stack.url}  (${steps.total()})

  Sign in as   Ada      runs the platform
               Alice    has a place, a history and credit
               Bob      is nearly out of credit; his last start failed
               Charlie  is new: watch a place being made

  Notebooks:   ${stack.hub}
  Programs:    ${stack.url}/docs, and ${stack.apiUrl} for clients of the workspace API
  Everything it keeps is in ${stack.directory}. Press Ctrl-C to stop.
`);

let stopping = false;
async function stop(code: number) {
  if (stopping) return;
  stopping = true;
  process.stdout.write("\n  Stopping …\n");
  await steps.undo();
  process.exit(code);
}
process.on("SIGINT", () => void stop(0));
process.on("SIGTERM", () => void stop(0));
void stack.ended.then((code) => {
  if (!stopping) process.stderr.write("\n  The portal ended by itself; its last lines are above.\n");
  void stop(code || 1);
});
