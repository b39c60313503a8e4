import { readFileSync } from "node:fs";

/** How many of a suite's tests ended how, and the names of those that failed. */
export type Tally = { suite: string; passed: number; failed: number; skipped: number; failures?: string[] };

export type VitestSuite = "unit" | "database" | "contract";

type TestFile = {
  name: string;
  status: string;
  message?: string;
  assertionResults: { status: string; fullName?: string; failureMessages?: string[] }[];
};

/**
 * Tallies of the wanted suites from vitest's JSON report. A file that could not be loaded, a run that ended badly though every test passed,
 * a report that is not there, a suite in which nothing ran: each is one failure.
 */
export function tallyVitest(reportFile: string, wanted: readonly VitestSuite[], ranWell: boolean): Tally[] {
  const files = (readReport(reportFile) as { testResults: TestFile[] } | undefined)?.testResults ?? [];
  const tallies = wanted.map((suite) =>
    tallyOf(suite, files.filter((file) => suiteOf(file.name) === suite).map(tallyFile)),
  );
  return ranWell || tallies.some(({ failed }) => failed > 0)
    ? tallies
    : tallies.map((tally) => ({ ...tally, failed: 1 }));
}

/** The tally of Playwright's JSON report; a test that passed only when repeated has failed. */
export function tallyPlaywright(reportFile: string, ranWell: boolean): Tally {
  const report = readReport(reportFile) as
    { stats: Record<"expected" | "unexpected" | "flaky" | "skipped", number>; errors: unknown[] } | undefined;
  if (!report) return { suite: "e2e", passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  const tally = tallyOf("e2e", [{ passed: expected, failed: unexpected + flaky + report.errors.length, skipped }]);
  return ranWell || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

/** The closing line of a whole run: `N passed, N failed`, and how many were skipped when any were. */
export function closingLine(tallies: readonly Tally[]): string {
  const { passed, failed, skipped } = sumOf(tallies);
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

function suiteOf(file: string): VitestSuite {
  if (file.endsWith(".db.test.ts")) return "database";
  return file.endsWith("/contract.test.ts") ? "contract" : "unit";
}

/** `file: test: the first line of why`; of a file that failed as a whole its own message. */
function failuresOf(file: TestFile): string[] {
  const failed = file.assertionResults.filter(({ status }) => status === "failed");
  if (failed.length === 0 && file.status === "failed") return [`${file.name}: ${firstLine(file.message)}`];
  return failed.map((result) => `${file.name}: ${result.fullName}: ${firstLine(result.failureMessages?.[0])}`);
}

const firstLine = (text: string | undefined) => text?.trim().split("\n")[0] ?? "";

function tallyFile(file: TestFile): Omit<Tally, "suite"> {
  const count = (status: string) => file.assertionResults.filter((result) => result.status === status).length;
  const [passed, failed] = [count("passed"), count("failed")];
  const skipped = file.assertionResults.length - passed - failed;
  return {
    passed,
    failed: file.status === "failed" ? Math.max(failed, 1) : failed,
    skipped,
    failures: failuresOf(file),
  };
}

function tallyOf(suite: string, parts: readonly Omit<Tally, "suite">[]): Tally {
  const sum = sumOf(parts);
  const failures = parts.flatMap((part) => part.failures ?? []);
  return {
    suite,
    ...sum,
    failed: sum.passed + sum.failed === 0 ? 1 : sum.failed,
    ...(failures.length > 0 && { failures }),
  };
}

function sumOf(parts: readonly Omit<Tally, "suite">[]): Omit<Tally, "suite"> {
  const sum = (verdict: "passed" | "failed" | "skipped") => parts.reduce((total, part) => total + part[verdict], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
