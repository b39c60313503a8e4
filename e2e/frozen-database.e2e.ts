import { expect, test } from "playwright/test";
import { freezePostgres } from "../app/testing/processes/freeze-postgres";
import { isReady, startWorld, type World } from "./portal-process";

let world: World;

test.beforeAll(async () => {
  world = await startWorld();
});

test.afterAll(() => world.stop());

test("PostgreSQL stands still: people are told within seconds to come back, and two seconds after it goes on all is as before", async () => {
  const { alice, portal, directory } = world;
  const thaw = freezePostgres(directory);
  try {
    const paths = ["/dashboard", "/dashboard.data", "/usage.csv", "/billing", "/api/user"];
    const asked = paths.map(async (path) => {
      const began = performance.now();
      const { status, headers } = await alice.ask(path);
      const isInTime = performance.now() - began < 5000;
      expect({ path, status, retryAfter: headers.get("retry-after"), isInTime }).toEqual({
        path,
        status: 503,
        retryAfter: "2",
        isInTime: true,
      });
    });
    await Promise.all(asked);
    expect(await isReady(portal.url)).toBe(false);
    expect((await alice.ask("/health")).status).toBe(200);
  } finally {
    thaw();
  }
  const back = performance.now();
  await expect.poll(async () => (await alice.ask("/dashboard")).status, { intervals: [50], timeout: 5000 }).toBe(200);
  expect(performance.now() - back).toBeLessThan(2000);
  await expect.poll(() => isReady(portal.url)).toBe(true);
});

test("a page by another host name is led to the portal's own, and a form by it is refused, never broken", async () => {
  const { alice, portal } = world;
  const other = portal.url.replace("localhost", "127.0.0.1");
  const { cookieHeader: cookie } = alice;
  const leadsTo = async (url: string) => {
    const answer = await fetch(url, { redirect: "manual", headers: { cookie } });
    return answer.status === 307 ? (answer.headers.get("location") ?? "") : String(answer.status);
  };
  const marked = await leadsTo(`${other}/usage?month=2026-11`);
  expect(marked.startsWith(`${portal.url}/usage?month=2026-11&`), marked).toBe(true);
  expect(await leadsTo(marked)).toBe(`${portal.url}/usage?month=2026-11`);
  expect(await leadsTo(`${portal.url}/usage?month=2026-11`)).toBe("200");
  const formFrom = async (origin: string) => {
    const headers = { cookie, origin };
    const answer = await fetch(`${other}/preferences`, { method: "POST", body: new URLSearchParams(), headers });
    return [answer.status, await answer.text()];
  };
  expect(await formFrom(other)).toEqual([421, expect.stringContaining(`The portal is at ${portal.url}`)]);
  expect(await formFrom(portal.url), "a proxy hides the name").toEqual([421, expect.stringContaining("Host")]);
  expect((await fetch(`${other}/readyz`)).status).toBe(200);
});
