import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { closingLine, tallyPlaywright, tallyVitest } from "./tally";

const folder = mkdtempSync(join(tmpdir(), "atrium-tally-"));
const file = join(folder, "report.json");
afterAll(() => rmSync(folder, { recursive: true }));

const tests = (...statuses: string[]) => statuses.map((status) => ({ status }));

function vitest(testResults: object[], ranWell: boolean) {
  writeFileSync(file, JSON.stringify({ testResults }));
  return tallyVitest(file, ["unit", "database"], ranWell).map(({ suite, passed, failed, skipped }) => [
    suite,
    passed,
    failed,
    skipped,
  ]);
}

describe("a run of tests", () => {
  const database = { name: "/app/db/pool.db.test.ts", status: "passed", assertionResults: tests("passed", "passed") };

  test("is counted suite by suite", () => {
    const unit = {
      name: "/app/money.test.ts",
      status: "failed",
      assertionResults: tests("passed", "failed", "pending", "todo"),
    };
    expect(vitest([unit, database], false)).toEqual([
      ["unit", 1, 1, 2],
      ["database", 2, 0, 0],
    ]);
  });

  test("in which a suite ran nothing has failed", () => {
    expect(vitest([database], true)).toEqual([
      ["unit", 0, 1, 0],
      ["database", 2, 0, 0],
    ]);
    const skipped = { name: "/app/money.test.ts", status: "passed", assertionResults: tests("pending") };
    expect(vitest([skipped, database], true)[0]).toEqual(["unit", 0, 1, 1]);
  });

  test("with a file that could not be loaded has failed", () => {
    const broken = { name: "/app/money.test.ts", status: "failed", assertionResults: [] };
    const sound = { name: "/app/paths.test.ts", status: "passed", assertionResults: tests("passed") };
    expect(vitest([broken, sound, database], false)[0]).toEqual(["unit", 1, 1, 0]);
  });

  test("names what failed, with the first line of why", () => {
    const failed = { status: "failed", fullName: "money adds up", failureMessages: ["Error: 1 is not 2\n  at x"] };
    writeFileSync(
      file,
      JSON.stringify({
        testResults: [
          { name: "/app/money.test.ts", status: "failed", assertionResults: [failed, ...tests("passed")] },
          { name: "/app/paths.test.ts", status: "failed", message: "Hook timed out\n at y", assertionResults: [] },
        ],
      }),
    );
    expect(tallyVitest(file, ["unit"], false)[0]?.failures).toEqual([
      "/app/money.test.ts: money adds up: Error: 1 is not 2",
      "/app/paths.test.ts: Hook timed out",
    ]);
  });

  test("that ended badly though every test passed has failed", () => {
    const sound = { name: "/app/money.test.ts", status: "passed", assertionResults: tests("passed") };
    expect(vitest([sound, database], false).map(([, , failed]) => failed)).toEqual([1, 1]);
  });

  test("that left no report has failed", () => {
    expect(tallyVitest(join(folder, "none.json"), ["unit"], true)).toEqual([
      { suite: "unit", passed: 0, failed: 1, skipped: 0 },
    ]);
    expect(tallyPlaywright(join(folder, "none.json"), true)).toMatchObject({ failed: 1 });
  });
});

describe("journeys in the browser", () => {
  const journeys = (stats: object, errors: object[], ranWell: boolean) => {
    writeFileSync(
      file,
      JSON.stringify({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats }, errors }),
    );
    return tallyPlaywright(file, ranWell);
  };

  test("that passed only when repeated have failed", () => {
    expect(journeys({ expected: 4, flaky: 1, skipped: 2 }, [], true)).toEqual({
      suite: "e2e",
      passed: 4,
      failed: 1,
      skipped: 2,
    });
  });

  test("that could not begin have failed", () => {
    expect(journeys({}, [{ message: "global setup" }], false)).toMatchObject({ passed: 0, failed: 1 });
    expect(journeys({}, [], true)).toMatchObject({ passed: 0, failed: 1 });
    expect(journeys({ expected: 3 }, [], false)).toMatchObject({ passed: 3, failed: 1 });
  });
});

test("the closing line says how many passed and failed, and names the skipped only when there are any", () => {
  const tally = { suite: "unit", passed: 3, failed: 0, skipped: 0 };
  expect(closingLine([tally, { ...tally, passed: 4 }])).toBe("7 passed, 0 failed");
  expect(closingLine([tally, { ...tally, failed: 1, skipped: 2 }])).toBe("6 passed, 1 failed, 2 skipped");
});
