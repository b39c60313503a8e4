/** `npm run check`: everything that is checked without running the portal, one line each. */
import { checks } from "./check/checks";
import { endStagesOnSignal, runChains } from "./check/stage";

endStagesOnSignal();
const outcomes = await runChains(checks({ cached: true }).map((check) => [check]));
process.exitCode = outcomes.every((outcome) => outcome.ok) ? 0 : 1;
