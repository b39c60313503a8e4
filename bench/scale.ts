import { execFileSync } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { fillWithMembers, type Crowd } from "../app/testing/many-members";
import { startWorld, type World } from "../e2e/portal-process";
import type { Steps } from "../scripts/demo/steps";
import { LoadedServer, METRICS_TOKEN } from "./loaded-server";
import { median, milliseconds, percentile, type Measured } from "./promise";
import { measurables, type Measurable } from "../e2e/growing-pages";

const SMALL: Crowd = { members: 100, clusters: 2, running: 10, days: 365 };
const LARGE: Crowd = { members: 50_000, clusters: 50, running: 5000, days: 365 };

const MOST_RATIO = 2;
const MOST_BYTES = 150_000;
const MOST_MEMORY = 350_000_000;

const ROUNDS = 5;
const REQUESTS_A_ROUND = 20;
const WARM_UP = 10;
const LOAD = 6000;
/** After this long without a request what is not needed any more has been given back. */
const REST_MS = 15_000;

type Timed = { p50: number; p95: number };
type Page = Measurable & { small: Timed; large: Timed; bytes: number };

/**
 * What a full database costs: every page and list with 100 members and with 50,000, one request after the other and turn by turn, so that a busy
 * machine slows both. Then the memory of the portal after many requests.
 */
export async function* scalePromises(steps: Steps): AsyncGenerator<Measured> {
  yield* measuredScale(await filled(steps, SMALL), await filled(steps, LARGE));
}

/** The same of two portals that are filled already. */
export async function* measuredScale(small: World, large: World): AsyncGenerator<Measured> {
  const places = { small: await measurables(small), large: await measurables(large) };
  const pages: Page[] = [];
  for (const [index, place] of places.large.entries())
    try {
      pages.push(await timed(place, places.small[index] ?? place, small, large));
    } catch (error) {
      yield { promise: place.name, bare: "", ours: String(error), ratio: "", isHeld: false };
    }
  for (const page of pages.toSorted((one, other) => ratioOf(other) - ratioOf(one))) yield timeLine(page);
  for (const page of pages.toSorted((one, other) => other.bytes - one.bytes)) yield sizeLine(page);
  yield await memoryLine(large);
}

async function filled(steps: Steps, crowd: Crowd): Promise<World> {
  const name = `${crowd.members} members, ${crowd.clusters} clusters`;
  const world = await steps.run(`A portal for ${name}`, () =>
    startWorld({ CALLS_PER_MINUTE: "1000000", CRON: "off", LOG_LEVEL: "warn", METRICS_TOKEN }),
  );
  steps.onStop(`the portal of ${name}`, world.stop);
  await steps.run(name, () => fillWithMembers(world.databaseUrl, crowd));
  return world;
}

const ratioOf = ({ small, large }: Page) => large.p95 / small.p95;

/** The p95 of a round, and of all rounds the median: a neighbour's burst spoils one of them. */
async function timed(place: Measurable, atSmall: Measurable, small: World, large: World): Promise<Page> {
  const both = [
    { world: small, path: atSmall.path, rounds: [] as Timed[] },
    { world: large, path: place.path, rounds: [] as Timed[] },
  ] as const;
  const bytes = { most: 0 };
  const ask = async ({ world, path }: { world: World; path: string }) => {
    const began = performance.now();
    const answer = await world[place.as].ask(path);
    const body = await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}.`);
    bytes.most = Math.max(bytes.most, body.byteLength);
    return (performance.now() - began) / 1000;
  };
  for (let done = 0; done < WARM_UP; done++) for (const one of both) await ask(one);
  for (let round = 0; round < ROUNDS; round++) {
    const times = new Map<object, number[]>(both.map((one) => [one, []]));
    for (let done = 0; done < REQUESTS_A_ROUND; done++) for (const one of both) times.get(one)?.push(await ask(one));
    for (const one of both) {
      const taken = times.get(one) ?? [];
      one.rounds.push({ p50: median(taken), p95: percentile(taken, 0.95) });
    }
  }
  const [ofSmall, ofLarge] = both.map(({ rounds }) => ({
    p50: median(rounds.map(({ p50 }) => p50)),
    p95: median(rounds.map(({ p95 }) => p95)),
  })) as [Timed, Timed];
  return { ...place, small: ofSmall, large: ofLarge, bytes: bytes.most };
}

function timeLine(page: Page): Measured {
  const ratio = ratioOf(page);
  const both = ({ p50, p95 }: Timed) => `${milliseconds(p95)} (p50 ${milliseconds(p50)})`;
  return {
    promise: `${page.name} with ${LARGE.members} members ≤ ${MOST_RATIO} × (p95)`,
    bare: both(page.small),
    ours: both(page.large),
    ratio: `${ratio.toFixed(2)} ×`,
    isHeld: ratio <= MOST_RATIO,
  };
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;

function sizeLine({ name, bytes }: Page): Measured {
  return {
    promise: `${name} ≤ ${kilobytes(MOST_BYTES)}`,
    bare: kilobytes(MOST_BYTES),
    ours: kilobytes(bytes),
    ratio: `${(bytes / MOST_BYTES).toFixed(2)} ×`,
    isHeld: bytes <= MOST_BYTES,
  };
}

/**
 * Of the process, each time that it has answered many requests and then rested: the median, for what it holds beyond what it needs depends
 * on when its garbage was collected last.
 */
async function memoryLine({ portal, alice, ada }: World): Promise<Measured> {
  const before = residentBytes(portal.child.pid);
  const held: number[] = [];
  for (const [path, who] of [
    ["/dashboard", alice],
    ["/admin/members", ada],
    ["/admin/collection", ada],
  ] as const) {
    const load = new LoadedServer(portal.url, path, [{ Cookie: who.cookieHeader, "Accept-Encoding": "gzip" }]);
    await load.cpuOf(LOAD / 3);
    load.stop();
    await pause(REST_MS);
    held.push(residentBytes(portal.child.pid));
  }
  const after = median(held);
  return {
    promise: `memory after ${LOAD} pages ≤ ${MOST_MEMORY / 1e6} MB`,
    bare: `${(before / 1e6).toFixed(0)} MB before`,
    ours: `${(after / 1e6).toFixed(0)} MB`,
    ratio: `${(after / MOST_MEMORY).toFixed(2)} ×`,
    isHeld: after <= MOST_MEMORY,
  };
}

/** As the operating system counts it. */
function residentBytes(pid = 0): number {
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) * 1024;
}
