import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "atrium-npm-start-"));

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Stands for the portal: takes a moment to stop, as draining does, and says so at its end. */
const portal = `
setInterval(() => {}, 1000);
process.once("SIGTERM", () => setTimeout(() => (console.log("drained"), process.exit(0)), 300));
console.log("up", process.env.NODE_ENV, process.pid);`;

test("npm start, told to end, passes it on and stays until the portal has drained", async () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: { start: string } };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", scripts: { start: scripts.start } }));
  mkdirSync(join(folder, "build"));
  writeFileSync(join(folder, "build/server.js"), portal);
  const npm = spawn("npm", ["start", "--silent"], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  const ended = new Promise((resolve) => npm.once("close", resolve));
  npm.stdout.on("data", (chunk: Buffer) => void (said += chunk.toString()));
  await expect.poll(() => said, { timeout: 20_000 }).toMatch(/^up production \d+/);
  npm.kill("SIGTERM");
  await ended;
  expect(said).toContain("drained");
  expect(() => process.kill(Number(/\d+/.exec(said)?.[0]), 0)).toThrow("ESRCH");
}, 30_000);
