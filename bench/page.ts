import { fork } from "node:child_process";
import { once } from "node:events";
import { LoadedServer } from "./loaded-server";
import { memberAtWork } from "./member-at-work";
import { median, milliseconds, type Measured } from "./promise";

const LIMIT = 3.5;
const ROUNDS = 7;
const PAGES_A_ROUND = 300;
const WARM_UP = 600;

/**
 * Processor time of one dashboard page: the whole request through the server, against its React tree rendered to a sink and nothing else.
 * Both warm, turn by turn, so that a busy machine slows both.
 */
export async function pagePromise(url: string): Promise<Measured> {
  const cookie = await memberAtWork(url);
  const bare = startBareRenderer(url, cookie);
  const server = new LoadedServer(url, "/dashboard", [{ Cookie: cookie, "Accept-Encoding": "gzip" }]);
  await bare.cpuOf(WARM_UP);
  await server.cpuOf(WARM_UP);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++)
    rounds.push({ bare: await bare.cpuOf(PAGES_A_ROUND), ours: await server.cpuOf(PAGES_A_ROUND) });
  bare.stop();
  server.stop();
  const ratio = median(rounds.map((round) => round.ours / round.bare));
  return {
    promise: `dashboard page ≤ ${LIMIT} × the CPU of its tree rendered bare`,
    bare: milliseconds(median(rounds.map((round) => round.bare))),
    ours: milliseconds(median(rounds.map((round) => round.ours))),
    ratio: `${ratio.toFixed(2)} ×`,
    isHeld: ratio <= LIMIT,
  };
}

/** React chooses its production build by the environment it is loaded in, so the bare limit has a process of its own. */
function startBareRenderer(url: string, cookie: string) {
  const child = fork(new URL("page-bare.ts", import.meta.url), [url, cookie], {
    env: { ...process.env, NODE_ENV: "production" },
  });
  const ended = once(child, "exit").then(() => Promise.reject(new Error("The bare renderer ended by itself.")));
  return {
    /** Seconds of processor time per rendering. */
    cpuOf: async (count: number): Promise<number> => {
      child.send(count);
      const [answer] = (await Promise.race([once(child, "message"), ended])) as [number];
      return answer;
    },
    stop: () => child.disconnect(),
  };
}
