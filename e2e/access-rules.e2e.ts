import postgres from "postgres";
import { expect, test } from "playwright/test";
import { newId } from "../app/core/id";
import { cast } from "../app/testing/cast";
import { apiKeyOf, webhookOf } from "./api-key";
import { documented, type Operation } from "./documented-operations";
import { addressWith, endpointAccess, type Things } from "./endpoint-access";
import { pageAccess, type PageAccess } from "./page-access";
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
  const member = await someoneElse();
  const key = `key_${(await apiKeyOf(alice, ["profile:read"])).split("_")[2] ?? ""}`;
  things = { environment: page.split("/").at(-1) ?? "", cluster, member, key, webhook: await webhookOf(alice) };
  operations = await documented(callers.stranger);
});

/** A member who calls nothing: what admins decide about them changes nothing for the others. */
async function someoneElse(): Promise<string> {
  const sql = postgres(world.databaseUrl, { max: 1 });
  const id = newId("user");
  await sql`insert into users (id, email, name, created_at) values (${id}, 'dora@example.org', 'Dora', now())`;
  await sql.end();
  return id;
}

test.afterAll(() => world.stop());

type AccessCheck = { method: string; path: string; expected: number | readonly number[]; init?: RequestInit };

/** Calls, and keeps what was answered where it is not what is expected: one run names everything that is wrong. */
async function check(wrong: string[], who: string, caller: Caller, { method, path, expected, init }: AccessCheck) {
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
      const expected = readsOf(pageAccess[route]!, who);
      await check(wrong, who, callers[who], { method: "GET", path: pageAddress(route), expected });
    }
  // These would end the session of the next call.
  const kept = routes.filter((one) => !["/sign-out", "/account/sessions/end-all"].includes(one));
  const [ending, others] = [kept.filter((one) => endsThing.test(one)), kept.filter((one) => !endsThing.test(one))];
  for (const route of [...others, ...ending])
    for (const who of people) {
      const expected = takesOf(pageAccess[route]!, who);
      await check(wrong, who, callers[who], { method: "POST", path: pageAddress(route), expected, init: emptyForm() });
    }
  expect(wrong).toEqual([]);
});

/** After these what the other addresses are about is gone. */
const endsThing = /\/(delete|revoke)$/;

function declared(routes: string[]): string[] {
  const unknown = routes.filter((route) => !pageAccess[route]);
  expect(unknown, "say in e2e/page-access.ts whom these are for").toEqual([]);
  return routes;
}

/** What somebody meets who may not: a stranger the sign-in page, a member at the admins' a refusal, at another's thing nothing. */
function refusal(access: PageAccess, who: Person): number | undefined {
  if (access.for === "anybody" || access.for === "other systems") return undefined;
  if (who === "stranger") return 302;
  if (access.for === "admin" && who !== "ada") return 403;
  return access.for === "owner" && who !== "alice" ? 404 : undefined;
}

function readsOf(access: PageAccess, who: Person): number {
  const { reads = 200, readsStranger = reads, leadsOn } = access;
  const refused = refusal(access, who);
  if (refused !== undefined && !(leadsOn && who !== "stranger")) return refused;
  return who === "stranger" ? readsStranger : reads;
}

/** Where no form is taken, a stranger may hear of the sign-in page first. */
function takesOf(access: PageAccess, who: Person): number | readonly number[] {
  if (access.takes === undefined) return who === "stranger" ? [302, 405] : 405;
  return refusal(access, who) ?? access.takes;
}

function pageAddress(route: string): string {
  return route
    .replace("/environments/:id", `/environments/${things.environment}`)
    .replace("/clusters/:id", `/clusters/${things.cluster}`)
    .replace("/members/:id", `/members/${things.member}`)
    .replace("/keys/:id", `/keys/${things.key}`)
    .replace("/webhooks/:id", `/webhooks/${things.webhook}`)
    .replace(/:\w+/g, "whatever")
    .replace("*", "no-such-page");
}

/** The one scope of the key that lacks all others. */
const GRANTED = "billing:write";

test("every endpoint lets in whom it is for, and nobody else", async () => {
  const wrong: string[] = [];
  const keys = await keysOfAlice();
  for (const operation of operations) {
    const path = addressWith(operation.path, things);
    if (path) await checkAsEverybody(wrong, { operation, path }, keys);
    else wrong.push(`say in e2e/endpoint-access.ts what stands for the parameters of ${operation.path}`);
  }
  expect([...new Set(wrong)]).toEqual([]);
});

type Called = { operation: Operation; path: string };

async function checkAsEverybody(wrong: string[], { operation, path }: Called, keys: [string, Caller][]): Promise<void> {
  const { name, method, access } = operation;
  const init = method === "GET" ? {} : { body: "{}", headers: { "content-type": "application/json" } };
  // Whoever signed out could not make the next call.
  for (const who of name === "logOut" ? (["stranger"] as const) : people) {
    const expected = denial(operation, who) ?? letIn(operation, who);
    if (expected === undefined) wrong.push(`say in e2e/endpoint-access.ts what ${name} does`);
    else await check(wrong, who, callers[who], { method, path, init, expected });
  }
  if (access === "anyone" || operation.scopes.includes(GRANTED)) return;
  for (const [what, key] of keys)
    await check(wrong, what, key, { method, path, init, expected: access === "cron" ? 401 : 403 });
}

/** Alice's keys that lack what nearly every endpoint needs. */
async function keysOfAlice(): Promise<[string, Caller][]> {
  const key = await apiKeyOf(world.alice, [GRANTED]);
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
  const { alice, others = alice, ada = others } = endpointAccess[name] ?? {};
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
  for (const one of [...pagesForMembers(), ...operationsForMembers()])
    await check(wrong, "a suspended member", callers.bob, one);
  expect(wrong).toEqual([]);
});

/** An address that only leads on tells them where it leads to. */
function pagesForMembers(): AccessCheck[] {
  const routes = pageRoutes().filter((one) => !["anybody", "other systems"].includes(pageAccess[one]?.for ?? ""));
  return routes.flatMap((route) => {
    const { leadsOn, takes } = pageAccess[route]!;
    const path = pageAddress(route);
    const reading = { method: "GET", path, expected: leadsOn ? 302 : 403 };
    return takes === undefined ? [reading] : [reading, { method: "POST", path, expected: 403, init: emptyForm() }];
  });
}

function operationsForMembers(): AccessCheck[] {
  const forMembers = operations.filter(({ access }) => access !== "anyone");
  return forMembers.map(({ method, path, access }) => ({
    method,
    path: addressWith(path, things) ?? path,
    expected: access === "cron" ? 401 : 403,
  }));
}
