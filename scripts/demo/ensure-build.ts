import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const sources = [
  "app",
  "drizzle/schema",
  "public",
  "server.ts",
  "vite.config.ts",
  "remix.config.js",
  "package-lock.json",
];

/** Builds the portal unless the last build is newer than everything it is made of. Returns whether it built. */
export async function ensureBuild(): Promise<boolean> {
  const built = existsSync("build/server.js") ? statSync("build/server.js").mtimeMs : 0;
  if (built > Math.max(...sources.map(newest))) return false;
  const child = spawn("npm", ["run", "build"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_ENV: "production" },
  });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error(`The build failed:\n${said.slice(-4000)}`);
  return true;
}

function newest(path: string): number {
  const own = statSync(path);
  if (!own.isDirectory()) return own.mtimeMs;
  return Math.max(own.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
