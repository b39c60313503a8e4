import { execFile, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import dockerignore from "@balena/dockerignore";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrateDatabase } from "../../app/db/migrate.server";
import { testSettings } from "../../app/testing/settings";
import { freePort } from "./ports";
import { startPostgres, type Postgres } from "./postgres";

/** What `docker build` does, without its engine: the context that .dockerignore leaves is built, and what the Dockerfile copies is run. */
const work = mkdtempSync(join(tmpdir(), "atrium-image-"));
const context = join(work, "context");
const image = join(work, "image");
const run = promisify(execFile);
let database: Postgres | undefined;

beforeAll(async () => {
  copyContext();
  symlinkSync(resolve("node_modules"), join(context, "node_modules"));
  await run("npm", ["run", "build"], {
    cwd: context,
    env: { ...process.env, NODE_ENV: "production" as const },
    maxBuffer: 64 << 20,
  });
  assembleImage();
  database = await startPostgres({ fast: true });
  await migrateDatabase(database.url("postgres"));
}, 240_000);

afterAll(async () => {
  await database?.stop();
  rmSync(work, { recursive: true, force: true });
});

const text = (file: string) => readFileSync(file, "utf8");

function copyContext(): void {
  const ignored = dockerignore().add(text(".dockerignore"));
  expect(ignored.ignores("node_modules/express/index.js")).toBe(true);
  const files = readdirSync(".", { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(".", join(entry.parentPath, entry.name)))
    .filter((path) => !ignored.ignores(path));
  for (const file of files) cpSync(file, join(context, file));
}

/** The last stage of the Dockerfile: what it copies, from the context, the built context, and the packages of production. */
function assembleImage(): void {
  const dockerfile = text("Dockerfile");
  const steps = dockerfile.slice(dockerfile.lastIndexOf("\nFROM ")).matchAll(/^COPY (?:--from=(\w+) )?(\S+) (\S+)$/gm);
  for (const [, stage, from = "", to = ""] of steps)
    if (stage === "packages") linkProductionPackages(join(image, to));
    else cpSync(join(context, from.replace("/src/", "")), join(image, to === "./" ? from : to), { recursive: true });
}

function linkProductionPackages(folder: string): void {
  const { packages } = JSON.parse(text("package-lock.json")) as { packages: Record<string, { dev?: boolean }> };
  for (const [path, { dev }] of Object.entries(packages)) {
    const name = path.replace("node_modules/", "");
    if (dev || !path || name.includes("node_modules/")) continue;
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    symlinkSync(resolve(path), join(folder, name));
  }
}

const settings = () => ({
  ...testSettings,
  PATH: process.env["PATH"],
  NODE_ENV: "production" as const,
  DATABASE_URL: database?.url("postgres") ?? "",
});

/** Packages are links here: what they need is looked for beside the link, not beside what is installed for development. */
const node = (script: string) => ["--preserve-symlinks", "--preserve-symlinks-main", join("build", script)];

test.each([
  ["rotate-keys.js", /seals now: 0 secrets sealed anew/],
  ["verify-activity.js", /^The activity log is whole/],
])("%s runs in the image", async (script, says) => {
  const { stdout } = await run(process.execPath, node(script), { cwd: image, env: settings() });
  expect(stdout).toMatch(says);
});

test("the portal starts in the image, is ready, and ends when it is told to", async () => {
  const PORT = String(await freePort());
  const env = { ...settings(), PORT, LOG_LEVEL: "warn" };
  const portal = spawn(process.execPath, node("server.js"), {
    cwd: image,
    env,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const ended = new Promise((resolve) => portal.once("exit", resolve));
  const ready = () =>
    fetch(`http://localhost:${PORT}/readyz`).then(
      ({ status }) => status,
      () => 0,
    );
  await expect.poll(ready, { timeout: 30_000, interval: 200 }).toBe(200);
  portal.kill("SIGTERM");
  expect(await ended).toBe(0);
});
