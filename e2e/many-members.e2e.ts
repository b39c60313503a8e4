import { expect, test } from "playwright/test";
import { measurables } from "./growing-pages";
import { fillWithMembers } from "../app/testing/many-members";
import { startWorld } from "./portal-process";

const MOST_BYTES = 150_000;

test("no page of an installation with many members and clusters is heavier than 150 kB, and none leaves anybody out", async () => {
  const world = await startWorld({ CRON: "off", LOG_LEVEL: "warn", CALLS_PER_MINUTE: "1000000" });
  try {
    await fillWithMembers(world.databaseUrl, { members: 2000, clusters: 50, running: 500, days: 40 });
    const heavy: string[] = [];
    for (const { as, path } of await measurables(world)) {
      const answer = await world[as].ask(path);
      const bytes = (await answer.arrayBuffer()).byteLength;
      if (answer.status !== 200 || bytes > MOST_BYTES) heavy.push(`${path}: ${answer.status}, ${bytes} bytes`);
    }
    expect(heavy).toEqual([]);
    for (const list of ["/admin/clusters", "/admin/collection"]) {
      const names = await namesOnAllPages((path) => world.ada.ask(path), list);
      expect([...names].filter((name) => /^cluster-\d+$/.test(name))).toHaveLength(49);
    }
  } finally {
    await world.stop();
  }
});

/** What the links in all pages of a list are called, from the first page on. */
async function namesOnAllPages(ask: (path: string) => Promise<Response>, first: string): Promise<Set<string>> {
  const names = new Set<string>();
  for (let path: string | undefined = first; path;) {
    const page = await (await ask(path)).text();
    for (const [, name = ""] of page.matchAll(/<bdi>([^<]+)<\/bdi>/g)) names.add(name);
    const next: string | undefined = /<a[^>]*\brel="next"[^>]*>/.exec(page)?.[0];
    path = next && /href="([^"]+)"/.exec(next)?.[1]?.replaceAll("&amp;", "&");
  }
  return names;
}
