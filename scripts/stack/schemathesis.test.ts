import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { apiKeyOf } from "../../e2e/api-key";
import { Browser, startWorld, type World } from "../../e2e/portal-process";
import { cast } from "../../app/testing/cast";
import { freePort } from "./ports";
import { pythonWith } from "./python-packages";

const run = promisify(execFile);
const SEED = "20260131";
/** With each credential; all of them together take less than two minutes. */
const MOST_EXAMPLES = "8";

const schemathesis = await pythonWith(["schemathesis==4.32.5"], {
  mayInstall: process.env["CI"] === "true" || process.env["SCHEMATHESIS"] === "install",
  unless: "CI=true or SCHEMATHESIS=install",
});

describe.skipIf("reason" in schemathesis)(
  `schemathesis finds nothing wrong${"reason" in schemathesis ? `; it was not asked: ${schemathesis.reason}` : ""}`,
  { timeout: 180_000 },
  () => {
    let world: World;
    let apiPort: number;
    let folder: string;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), "atrium-schemathesis-"));
      apiPort = await freePort();
      world = await startWorld({
        CALLS_PER_MINUTE: "1000000",
        SIGN_INS_PER_HOUR: "1000000",
        FAILED_KEYS_PER_MINUTE: "1000000",
        API_PORT: String(apiPort),
      });
      return async () => {
        await world.stop();
        rmSync(folder, { recursive: true, force: true });
      };
    });

    /** Asks everything that the document at `url` names, and what it does not; what it found, or nothing. */
    async function findings(url: string, headers: Record<string, string>): Promise<string> {
      const { python } = schemathesis as { python: string };
      const given = Object.entries(headers).flatMap(([name, value]) => ["--header", `${name}: ${value}`]);
      const bounds = ["--max-examples", MOST_EXAMPLES, "--seed", SEED, "--phases", "examples,coverage,fuzzing"];
      // What a schema allows may still not be there, or not be paid for.
      const checks = ["--checks", "all", "--exclude-checks", "positive_data_acceptance", "--warnings", "off"];
      const bare = ["-m", "schemathesis.cli", "run", `${url}/openapi.json`, "--origin", url, "--no-color"];
      // Whoever signs out by their session has none for what comes after.
      const left = "cookie" in headers ? ["--exclude-operation-id", "logOut"] : [];
      const asked = run(python, [...bare, ...bounds, ...checks, ...left, ...given], { cwd: folder, maxBuffer: 1e8 });
      return asked.then(
        () => "",
        (failure: unknown) => (failure as { stdout: string }).stdout,
      );
    }

    const cookieOf = (who: Browser) => ({ cookie: who.cookieHeader, origin: world.portal.url });

    test("to a stranger", async () => {
      expect(await findings(world.portal.url, {})).toBe("");
    });

    test("to Alice, by her session", async () => {
      expect(await findings(world.portal.url, cookieOf(world.alice))).toBe("");
    });

    test("to Charlie, on the API's own host", async () => {
      const charlie = await new Browser(world.portal.url).signInAs(cast.charlie);
      expect(await findings(`http://localhost:${apiPort}`, cookieOf(charlie))).toBe("");
    });

    test("to Ada, who is an admin", async () => {
      expect(await findings(world.portal.url, cookieOf(world.ada))).toBe("");
    });

    test.for([[["profile:read", "usage:read", "environments:read"]], [["billing:read"]]])(
      "to a key of Alice's with the scopes %s",
      async ([scopes = []]) => {
        expect(await findings(world.portal.url, { "X-API-Key": await apiKeyOf(world.alice, scopes) })).toBe("");
      },
    );
  },
);
