import postgres from "postgres";
import { expect, test } from "playwright/test";
import { cast } from "../app/testing/cast";
import { apiKeyOf } from "./api-key";
import { addressWith, endpointDoors, type Things } from "./endpoint-doors";
import { pageDoors, type PageDoor } from "./page-doors";
import { pageRoutes } from "./page-routes";
import { Browser, startWorld, type World } from "./portal-process";

const people = ["stranger", "charlie", "bob", "alice", "ada"] as const;
type Person = (typeof people)[number];
type Caller = { ask: (path: string, init?: RequestInit) => Promise<Response> };

let world: World;
let callers: Record<Person, Browser>;
let things: Things;
let operations: Operation[];

test.beforeAll(async () => {
  test.setTimeout(180_000);
  world = await startWorld({ CALLS_PER_MINUTE: "100000", SIGN_INS_PER_HOUR: "100000" });
  const { portal, alice, ada, clusterId: cluster } = world;
  const [charlie, bob] = [new Browser(portal.url), new Browser(portal.url)];
  await Promise.all([charlie.signInAs(cast.charlie), bob.signInAs(cast.bob)]);
  callers = { stranger: new Browser(portal.url), charlie, bob, alice, ada };
  for (const member of [ada, bob, charlie])
    await expect.poll(async () => (await member.ask("/dashboard")).status, { timeout: 30_000 }).toBe(200);
  const page = await alice.launch();
  await expect.poll(async () => (await alice.ask(`${page}/open`)).status, { timeout: 30_000 }).toBe(302);
  const member = /user_\w{26}/.exec(await (await ada.ask("/admin/members?q=alice")).text())?.[0] ?? "";
  things = { environment: page.split("/").at(-1) ?? "", cluster, member };
  operations = await documented(callers.stranger);
});

test.afterAll(() => world.stop());

type Door = { method: string; path: string; expected: number | readonly number[]; init?: RequestInit };

/** Knocks, and keeps what was met where it is not what is expected: so that one run names every door that stands wrong. */
async function knock(wrong: string[], who: string, caller: Caller, { method, path, expected, init }: Door) {
  const answer = await caller.ask(path, { method, ...init, signal: AbortSignal.timeout(20_000) });
  // An event stream goes on for as long as one listens.
  await answer.body?.cancel();
  const wanted = [expected].flat();
  if (!wanted.includes(answer.status))
    wrong.push(`${method} ${path} as ${who}: ${answer.status}, not ${wanted.join(" or ")}`);
}

const emptyForm = () => ({ body: new URLSearchParams(), headers: { origin: world.portal.url } });

test("every page lets in whom it is for, and nobody else", async () => {
  const wrong: string[] = [];
  const routes = declared(pageRoutes());
  // Forms change things, so everything is read first.
  for (const route of routes)
    for (const who of people) {
      const expected = readsOf(pageDoors[route]!, who);
      await knock(wrong, who, callers[who], { method: "GET", path: pageAddress(route), expected });
    }
  // Signing out would end the session that knocks on the next door.
  for (const route of routes.filter((one) => one !== "/sign-out"))
    for (const who of people) {
      const expected = takesOf(pageDoors[route]!, who);
      await knock(wrong, who, callers[who], { method: "POST", path: pageAddress(route), expected, init: emptyForm() });
    }
  expect(wrong).toEqual([]);
});

function declared(routes: string[]): string[] {
  const unknown = routes.filter((route) => !pageDoors[route]);
  expect(unknown, "say in e2e/page-doors.ts whom these are for").toEqual([]);
  return routes;
}

/** What somebody meets who may not: a stranger the sign-in page, a member at the admins' a refusal, at another's thing nothing. */
function refusal(door: PageDoor, who: Person): number | undefined {
  if (door.for === "anybody" || door.for === "other systems") return undefined;
  if (who === "stranger") return 302;
  if (door.for === "admin" && who !== "ada") return 403;
  return door.for === "owner" && who !== "alice" ? 404 : undefined;
}

function readsOf(door: PageDoor, who: Person): number {
  const { reads = 200, readsStranger = reads, leadsOn } = door;
  const refused = refusal(door, who);
  if (refused !== undefined && !(leadsOn && who !== "stranger")) return refused;
  return who === "stranger" ? readsStranger : reads;
}

/** Where no form is taken, a stranger may hear of the sign-in page first. */
function takesOf(door: PageDoor, who: Person): number | readonly number[] {
  if (door.takes === undefined) return who === "stranger" ? [302, 405] : 405;
  return refusal(door, who) ?? door.takes;
}

function pageAddress(route: string): string {
  return route
    .replace("/environments/:id", `/environments/${things.environment}`)
    .replace("/clusters/:id", `/clusters/${things.cluster}`)
    .replace("/members/:id", `/members/${things.member}`)
    .replace(/:\w+/, "whatever")
    .replace("*", "no-such-page");
}

type Operation = {
  name: string;
  method: string;
  path: string;
  access: "anyone" | "member" | "admin" | "cron";
  success: number;
  needsInput: boolean;
};

type Described = {
  operationId: string;
  security: Record<string, string[]>[];
  responses: Record<string, unknown>;
  requestBody?: { required?: boolean };
  parameters?: { in: string; required?: boolean }[];
};

async function documented(stranger: Caller): Promise<Operation[]> {
  const document = (await (await stranger.ask("/openapi.json")).json()) as {
    paths: Record<string, Record<string, Described>>;
  };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      name: described.operationId,
      method: method.toUpperCase(),
      path,
      access: accessOf(described),
      success: Number(Object.keys(described.responses).sort()[0]),
      needsInput:
        described.requestBody?.required === true ||
        (described.parameters ?? []).some((one) => one.in === "query" && one.required === true),
    })),
  );
}

function accessOf({ security }: Described): Operation["access"] {
  if (security.length === 0) return "anyone";
  if (security.some(({ scheduler }) => scheduler)) return "cron";
  return security.some(({ key }) => key?.includes("admin")) ? "admin" : "member";
}

test("every endpoint lets in whom it is for, and nobody else", async () => {
  const wrong: string[] = [];
  const keys = await keysOfAlice();
  for (const operation of operations) {
    const path = addressWith(operation.path, things);
    if (path) {
      const { method } = operation;
      const init = method === "GET" ? {} : { body: "{}", headers: { "content-type": "application/json" } };
      for (const who of people) {
        const expected = denial(operation, who) ?? letIn(operation, who);
        if (expected === undefined) wrong.push(`say in e2e/endpoint-doors.ts what ${operation.name} does`);
        else await knock(wrong, who, callers[who], { method, path, init, expected });
      }
      for (const [what, key] of keys)
        if (operation.access !== "anyone")
          await knock(wrong, what, key, { method, path, init, expected: operation.access === "cron" ? 401 : 403 });
    } else wrong.push(`say in e2e/endpoint-doors.ts what stands for the parameters of ${operation.path}`);
  }
  expect([...new Set(wrong)]).toEqual([]);
});

/** Alice's keys that lack what every endpoint needs. */
async function keysOfAlice(): Promise<[string, Caller][]> {
  const key = await apiKeyOf(world.alice, ["billing:read"]);
  const [headers, stranger] = [{ "X-API-Key": key }, new Browser(world.portal.url)];
  return [
    [
      "a key without the scope",
      { ask: (path, init) => stranger.ask(path, { ...init, headers: { ...(init?.headers as object), ...headers } }) },
    ],
  ];
}

function denial({ access }: Operation, who: Person): number | undefined {
  if (access === "anyone") return undefined;
  if (access === "cron" || who === "stranger") return 401;
  return access === "admin" && who !== "ada" ? 403 : undefined;
}

/** What a call with nothing in it answers to who may make it; another's thing is not there. */
function letIn({ name, method, path, access, success, needsInput }: Operation, who: Person) {
  const said = saidOf(name, who);
  if (said !== undefined || needsInput) return said ?? 400;
  if (method !== "GET") return undefined;
  return path.includes("{") && access === "member" && who !== "alice" ? 404 : success;
}

function saidOf(name: string, who: Person) {
  const { alice, others = alice, ada = others } = endpointDoors[name] ?? {};
  if (who === "alice") return alice;
  return who === "ada" ? ada : others;
}

test("what is for admins or the scheduler says so in its address, and the other way round", () => {
  for (const { name, path, access } of operations) {
    expect(access === "admin", name).toBe(path.includes("/admin/"));
    expect(access === "cron", name).toBe(path.includes("/cron/"));
  }
});

test("a member who is suspended is let in nowhere", async () => {
  const sql = postgres(world.databaseUrl, { max: 1 });
  await sql`update users set suspended_at = now() where email = ${cast.bob.email}`;
  await sql.end();
  const wrong: string[] = [];
  for (const route of pageRoutes().filter(
    (one) => pageDoors[one]?.for !== "anybody" && pageDoors[one]?.for !== "other systems",
  ))
    for (const method of pageDoors[route]?.takes === undefined ? ["GET"] : ["GET", "POST"]) {
      const init = method === "GET" ? {} : emptyForm();
      // Told so, or led to the sign-in page, which tells them.
      await knock(wrong, "a suspended member", callers.bob, {
        method,
        path: pageAddress(route),
        init,
        expected: [302, 403],
      });
    }
  for (const { method, path, access } of operations)
    if (access !== "anyone")
      await knock(wrong, "a suspended member", callers.bob, {
        method,
        path: addressWith(path, things) ?? path,
        expected: [401, 403],
      });
  expect(wrong).toEqual([]);
});
