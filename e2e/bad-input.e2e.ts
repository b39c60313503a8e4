import postgres from "postgres";
import { expect, test } from "playwright/test";
import { newId } from "../app/core/id";
import { cast } from "../app/testing/cast";
import { pageRoutes } from "./page-routes";
import { Browser, startWorld, type World } from "./portal-process";

/** Those around pages, which have no page of their own. */
const routeIds = ["frame", "content", "oneself", "administration"].map((name) => `routes/pages/${name}`);

let world: World;
let page: string;
let charlie: Browser;

test.beforeAll(async () => {
  world = await startWorld();
  charlie = await new Browser(world.portal.url).signInAs(cast.charlie);
  page = await world.alice.launch();
});

test.afterAll(() => world.stop());

/** The address of every page and form, with Alice's things in the places of ids. */
function addresses(): string[] {
  return pageRoutes()
    .filter((address) => !address.startsWith("/api/"))
    .map((address) =>
      address
        .replace("/environments/:id", page)
        .replace("/members/:id", `/members/${newId("user")}`)
        .replace("/keys/:id", `/keys/${newId("key")}`)
        .replace("/webhooks/:id", `/webhooks/${newId("hook")}`)
        .replace(/:\w+/g, "whatever")
        .replace("*", "no-such-page"),
    );
}

/** Where redirects within the portal end: the path of a page, and its status. */
async function endOf(who: Browser, path: string): Promise<{ path: string; status: number }> {
  const answer = await who.ask(path);
  const location = answer.headers.get("location");
  if (!location) return { path: path.replace(/\?.*/, ""), status: answer.status };
  return endOf(who, new URL(location, who.portal).href.slice(who.portal.length));
}

test("a stranger is led from every address to the sign-in page", async () => {
  for (const address of addresses())
    expect(await endOf(new Browser(world.portal.url), address), address).toEqual({ path: "/sign-in", status: 200 });
});

test("nothing is taken from a page that is not the portal's", async () => {
  const proofs = [{}, { origin: "https://evil.example" }, { origin: "null" }, { "sec-fetch-site": "same-site" }];
  for (const address of addresses())
    for (const headers of proofs) {
      const answer = await world.alice.ask(address, { method: "POST", headers: headers as Record<string, string> });
      expect(answer.status, `${address} ${JSON.stringify(headers)}`).toBe(403);
    }
});

test("a member is refused every page of the admins'", async () => {
  const offices = addresses().filter((address) => address.startsWith("/admin"));
  expect(offices.length).toBeGreaterThan(4);
  for (const address of offices) {
    expect((await endOf(charlie, address)).status, address).toBe(403);
    if ((await charlie.ask(address)).status === 403)
      expect((await charlie.ask(`${address}.data`)).status, `${address}.data`).toBe(403);
    expect([403, 405], `POST ${address}`).toContain((await charlie.post(address)).status);
  }
});

test("somebody else's environment does not exist, whatever the address", async () => {
  const pages = addresses().filter((address) => address.startsWith(page));
  expect(pages.length).toBeGreaterThan(4);
  for (const address of pages) {
    expect((await endOf(charlie, address)).status, address).toBe(404);
    expect([404, 405], `POST ${address}`).toContain((await charlie.post(address)).status);
  }
});

/** What must not be read in an answer: stacks, files, statements, other systems' addresses. */
const leaks =
  /\bat \S+ \(|node_modules|build\/server|Failed query|\b(select|insert into|update) "|postgres:|ECONN|127\.0\.0\.1:\d/;

/** Asks, and finds the answer clean: no mistake of ours, nothing of the inside in it, and a number to ask about. */
async function expectClean(what: string, asked: Promise<Response>): Promise<number> {
  const answer = await asked;
  expect(await answer.text(), what).not.toMatch(leaks);
  expect(answer.headers.get("x-request-id"), what).toMatch(/^req_\w{26}$/);
  return answer.status;
}

test("an address that means nothing is a wrong address, never a mistake of ours", async () => {
  const wrong = [
    "/%",
    "/%ff",
    "//",
    "/assets/gone-with-the-last-version.js",
    "/assets/%00",
    "/environments/%00",
    "/billing?before=%00",
  ];
  for (const path of wrong)
    for (const who of [world.alice, new Browser(world.portal.url)]) {
      const status = await expectClean(path, who.ask(path));
      expect(status, path).toBeGreaterThanOrEqual(400);
      expect(status, path).toBeLessThan(500);
    }
  for (const path of [
    "/environments/whatever",
    `${page}x`,
    "/billing/return?session_id=whatever",
    "/no-such-page",
    "/.env",
  ])
    expect(await expectClean(path, world.alice.ask(path)), path).toBe(404);
});

test("a route's data is had by no other address than its page's, and asking is never a mistake of ours", async () => {
  for (const who of [new Browser(world.portal.url), charlie])
    for (const address of addresses()) {
      const ways = routeIds.map((id) => `${address}.data?_routes=${encodeURIComponent(id)}`);
      for (const way of [`${address}.data`, ...ways])
        expect(await expectClean(way, who.ask(way)), way).toBeLessThan(500);
      for (const id of ["", "root", ...routeIds]) {
        const way = `${address}?_data=${encodeURIComponent(id)}`;
        expect(await expectClean(way, who.ask(way)), way).toBe(400);
      }
    }
  expect(world.portal.said()).not.toContain('"level":50');
});

test("what a page does not understand in its address is left aside", async () => {
  const nonsense = [
    "whatever",
    "0000-01",
    "9999-12",
    "2026-13",
    "-1",
    "1e9",
    "🦆",
    "'; drop table users; --",
    "y".repeat(10_000),
  ];
  const pages = [
    "/usage?month=",
    "/usage.csv?month=",
    "/billing?before=",
    "/billing?problem=",
    "/environments/new?size=",
    "/dashboard?",
  ];
  for (const said of nonsense.map(encodeURIComponent)) {
    for (const path of pages)
      expect(await expectClean(path + said, world.alice.ask(path + said)), path + said).toBe(200);
    for (const path of ["/admin/members?q=", "/admin/members?before=", "/admin/environments?after="])
      expect(await expectClean(path + said, world.ada.ask(path + said)), path + said).toBe(200);
  }
});

test("a form that is none, is broken, is too long or holds a NUL is refused as such", async () => {
  const form = "application/x-www-form-urlencoded";
  const bodies: [what: string, body: string, type: string, expected: number][] = [
    ["a NUL", "size=%00&amount=%00&purchaseKey=%00&to=%00", form, 400],
    ["a broken multipart", "--no\r\nend", "multipart/form-data; boundary=yes", 400],
    ["a multipart without a boundary", "whatever", "multipart/form-data", 400],
    ["JSON", "{", "application/json", 400],
    ["no known type", "whatever", "whatever", 400],
    ["a megabyte", `size=${"x".repeat(1_000_000)}`, form, 413],
  ];
  for (const [what, body, type, expected] of bodies)
    for (const path of ["/environments/new", "/billing/purchase", "/preferences", "/auth/auth0"]) {
      // The portal hangs up on what it does not read to its end.
      const headers = { "content-type": type, connection: "close" };
      expect(await expectClean(`${what} to ${path}`, world.alice.post(path, body, headers)), `${what} to ${path}`).toBe(
        expected,
      );
    }
  expect(await expectClean("an endless body", world.alice.ask("/preferences", endless(world.portal.url)))).toBe(411);
});

const endless = (origin: string) =>
  ({ method: "POST", body: new Blob(["theme=dark"]).stream(), duplex: "half", headers: { origin } }) as RequestInit;

test("a mistake of ours says that it is one, and nothing more", async () => {
  const sql = postgres(world.databaseUrl, { max: 1, onnotice: () => undefined });
  await sql`alter table usage_days rename to usage_days_elsewhere`;
  try {
    for (const path of ["/usage", "/usage.data", "/usage.csv"])
      expect(await expectClean(path, world.alice.ask(path)), path).toBe(500);
    const page = await (await world.alice.ask("/usage")).text();
    const reference = /\breq_[0-9a-z]{26}\b/.exec(page)?.[0] ?? "none";
    await expect.poll(() => world.portal.said()).toMatch(new RegExp(`"requestId":"${reference}".*Failed query`));
  } finally {
    await sql`alter table usage_days_elsewhere rename to usage_days`;
    await sql.end();
  }
  expect((await world.alice.ask("/usage")).status).toBe(200);
});
