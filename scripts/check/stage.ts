import { spawn, type ChildProcess } from "node:child_process";

/** One command of a check or a suite; it is found in node_modules/.bin, which the bootstrap puts first on the PATH. */
export type Stage = {
  name: string;
  command: string;
  args: string[];
  env?: Record<string, string>;
  show?: "always" | "when failed";
};

export type Outcome = { name: string; ok: boolean; seconds: number };

const running = new Set<ChildProcess>();

/** Runs a stage to its end and prints one line about it, with what it wrote when it failed (or, if asked for, as it comes). */
export async function runStage({ name, command, args, env, show = "when failed" }: Stage): Promise<Outcome> {
  const startedAt = performance.now();
  const { ok, output } = await finished(
    spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: ["ignore", ...(show === "always" ? (["inherit", "inherit"] as const) : (["pipe", "pipe"] as const))],
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(`${ok ? "✓" : "✗"} ${name.padEnd(20)} ${seconds.toFixed(1).padStart(6)} s`);
  if (!ok && output) console.log(output.trimEnd());
  return { name, ok, seconds };
}

/** Runs every chain, two at a time on two cores; within a chain one stage follows another as long as they succeed. */
export async function runChains(chains: readonly (readonly Stage[])[]): Promise<Outcome[]> {
  const waiting = [...chains];
  const outcomes: Outcome[] = [];
  const worker = async () => {
    for (let chain = waiting.shift(); chain; chain = waiting.shift())
      for (const stage of chain) {
        const outcome = await runStage(stage);
        outcomes.push(outcome);
        if (!outcome.ok) break;
      }
  };
  await Promise.all([worker(), worker()]);
  return outcomes;
}

/** Ctrl-C ends what runs first: tests take down the databases and browsers they started. */
export function endStagesOnSignal(): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      const ends = [...running].map((child) => new Promise((resolve) => child.once("close", resolve)));
      for (const child of running) child.kill("SIGINT");
      void Promise.all(ends).then(() => process.exit(130));
    });
}

function finished(child: ChildProcess): Promise<{ ok: boolean; output: string }> {
  running.add(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ ok: false, output: error.message }));
    child.once("close", (code) => {
      running.delete(child);
      resolve({ ok: code === 0, output });
    });
  });
}
