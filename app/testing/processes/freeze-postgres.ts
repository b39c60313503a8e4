import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Stops every process of the PostgreSQL whose data lie in `directory` where it stands: connections stay open and nothing answers, as when
 * its machine hangs. Returns what lets it go on; it may be called again.
 */
export function freezePostgres(directory: string): () => void {
  const postmaster = Number(readFileSync(join(directory, "postmaster.pid"), "utf8").split("\n")[0]);
  // The parent first, so that nobody is born meanwhile.
  process.kill(postmaster, "SIGSTOP");
  const frozen = [postmaster, ...childrenOf(postmaster)];
  for (const pid of frozen) process.kill(pid, "SIGSTOP");
  return () => {
    for (const pid of frozen.splice(0)) process.kill(pid, "SIGCONT");
  };
}

function childrenOf(parent: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === parent)
    .map(Number);
}

/** The fourth field of the line, after the name in brackets; nothing of a process that has just ended. */
function parentOf(pid: string): number | undefined {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[1]);
  } catch {
    return undefined;
  }
}
