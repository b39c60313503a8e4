/** `npm test`: every check and every suite, on a machine that has Node.js alone. `--only=check|unit|database|contract|e2e` for one of them. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checks } from "./check/checks";
import { chromium } from "./check/chromium";
import { programOf } from "./check/debian-package";
import { endStagesOnSignal, runChains, runStage, type Outcome, type Stage } from "./check/stage";
import { closingLine, tallyPlaywright, tallyVitest, type Tally, type VitestSuite } from "./check/tally";

const parts = ["check", "unit", "database", "contract", "e2e"] as const;
const vitestSuites = ["unit", "database", "contract"] as const satisfies VitestSuite[];

const build: Stage = { name: "build", command: "npm", args: ["run", "--silent", "build"] };
const sizes: Stage = { name: "sizes", command: "tsx", args: ["scripts/check/sizes.ts"] };

const only = process.argv.find((argument) => argument.startsWith("--only="))?.slice("--only=".length);
if (only !== undefined && !parts.some((part) => part === only)) {
  console.error(`There is no part “${only}”. Example: npm test -- --only=${parts.join("|")}`);
  process.exit(2);
}
const wants = (part: (typeof parts)[number]) => only === undefined || only === part;

endStagesOnSignal();
const reports = mkdtempSync(join(tmpdir(), "atrium-reports-"));
process.once("exit", () => rmSync(reports, { recursive: true, force: true }));

const startedAt = performance.now();
const tallies = await runAll();
console.log("");
for (const tally of tallies) console.log(`${tally.suite.padEnd(10)} ${closingLine([tally])}`);
for (const failure of tallies.flatMap(({ failures = [] }) => failures)) console.log(`✗ ${failure}`);
console.log(`${Math.round((performance.now() - startedAt) / 1000)} s in all`);
process.exitCode = tallies.every(({ failed }) => failed === 0) ? 0 : 1;
console.log(closingLine(tallies));

/** Checks and the build share the two cores; suites, which measure time, have the machine to themselves, one after another. */
async function runAll(): Promise<Tally[]> {
  const browser = wants("e2e") ? await chromium() : undefined;
  // Its tests are skipped where there is none.
  if (wants("database")) await programOf("redis-server", { inPackage: "redis-server" });
  const building = wants("e2e") ? [[build, sizes]] : [];
  const checking = wants("check") ? checks({ cached: false }).map((check) => [check]) : [];
  const outcomes = await runChains([...checking.slice(0, 1), ...building, ...checking.slice(1)]);
  const built = outcomes.some(({ name, ok }) => name === build.name && ok);

  const all = outcomes.length > 0 ? [tallyOf(outcomes)] : [];
  const suites = vitestSuites.filter(wants);
  if (suites.length > 0) all.push(...(await runVitest(suites)));
  if (wants("e2e")) all.push(await runPlaywright(browser, built));
  return all;
}

function tallyOf(outcomes: readonly Outcome[]): Tally {
  const passed = outcomes.filter(({ ok }) => ok).length;
  return { suite: "check", passed, failed: outcomes.length - passed, skipped: 0 };
}

async function runVitest(suites: readonly VitestSuite[]): Promise<Tally[]> {
  const file = join(reports, "vitest.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const projects = suites.map((suite) => `--project=${suite}`);
  const { ok } = await runStage({
    name: suites.join(", "),
    command: "vitest",
    args: ["run", ...reporters, ...projects],
    show: "always",
  });
  return tallyVitest(file, suites, ok);
}

async function runPlaywright(browser: string | undefined, built: boolean): Promise<Tally> {
  const notRun = (why: string): Tally => (
    console.log(`✗ e2e was not run: ${why}`),
    { suite: "e2e", passed: 0, failed: 1, skipped: 0 }
  );
  if (!browser)
    return notRun("there is no Chromium. Install it (apt-get install chromium) or name one in CHROMIUM_PATH.");
  if (!built) return notRun("the build failed.");
  const file = join(reports, "playwright.json");
  const env = { CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  const { ok } = await runStage({
    name: "e2e",
    command: "playwright",
    args: ["test", "--reporter=list,json"],
    env,
    show: "always",
  });
  return tallyPlaywright(file, ok);
}
