import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

/** What a process that runs `statements` writes to its log, line by line: the log writes past the test's own console. */
function logOf(statements: string): Record<string, unknown>[] {
  const source = `import { addToLogContext, currentRequestId, log, withLogContext } from "./app/core/log.server.ts"; ${statements}`;
  const env = { ...process.env, LOG_LEVEL: "info" };
  const output = execFileSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", source], {
    encoding: "utf8",
    env,
  });
  return output
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test("secrets do not reach the log, at the top or two levels down", () => {
  const lines = logOf(`
    const secret = "hunter2";
    log.info({ authorization: secret, cookie: secret, password: secret, token: secret, apiKey: secret, code: secret, kept: 1 }, "flat");
    log.info({ headers: { authorization: secret, cookie: secret }, request: { headers: { authorization: secret } } }, "nested");
    log.child({ token: secret }).info("child");`);
  expect(lines.map((line) => line["msg"])).toEqual(["flat", "nested", "child"]);
  expect(JSON.stringify(lines)).not.toContain("hunter2");
  expect(lines[0]).toMatchObject({ authorization: "[redacted]", kept: 1, level: "info" });
});

test("a database error is logged without the parameters of its statement, which are people's data", () => {
  const lines = logOf(`
    const { DrizzleQueryError } = await import("drizzle-orm/errors");
    const cause = Object.assign(new Error("duplicate key"), { code: "23505", detail: "Key (email)=(alice@example.org) already exists." });
    const failed = new DrizzleQueryError("insert into users values ($1)", ["alice@example.org\\nAnalyst"], cause);
    log.error({ err: failed }, "failed");
    log.error({ err: new Error("the job failed", { cause: failed }) }, "failed");`);
  expect(JSON.stringify(lines)).not.toMatch(/alice@example.org|Analyst/);
  expect(lines).toMatchObject([
    {
      err: {
        message: "Failed query: insert into users values ($1)",
        stack: expect.stringContaining("\n    at ") as unknown,
        cause: { message: "duplicate key" },
      },
    },
    { err: { message: "the job failed", cause: { message: "Failed query: insert into users values ($1)" } } },
  ]);
});

test("every line carries the request it belongs to, also after waiting, and no other's", () => {
  const lines = logOf(`
    const request = (requestId) => withLogContext({ requestId }, async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      addToLogContext({ userId: "user_of_" + requestId });
      await new Promise((resolve) => setTimeout(resolve, 5));
      log.info({ asked: currentRequestId() }, "answered");
    });
    await Promise.all([request("one"), request("two")]);
    log.info("outside");`);
  expect(lines.map(({ requestId, userId, asked }) => ({ requestId, userId, asked }))).toEqual([
    { requestId: "one", userId: "user_of_one", asked: "one" },
    { requestId: "two", userId: "user_of_two", asked: "two" },
    { requestId: undefined, userId: undefined, asked: undefined },
  ]);
});
