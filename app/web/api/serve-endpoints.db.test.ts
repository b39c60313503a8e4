import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { refuse } from "~/core/app-error";
import { signedIn, startApi, type ServedApi } from "~/testing/api-fixtures";
import { cast } from "~/testing/cast";
import { endpoint, type Endpoint } from "./endpoint.server";

let made = 0;
let finish: () => void = () => undefined;
const held = new Promise<void>((resolve) => (finish = resolve));

const thing = z.object({ name: z.string().min(1).max(20), size: z.number().int().positive() });
const makeThing = (family: Endpoint["family"]) =>
  endpoint({
    family,
    method: "POST",
    path: "/things",
    name: `makeThing_${family}`,
    summary: "Makes a thing",
    access: "member",
    creates: true,
    statuses: [201],
    body: z.strictObject(thing.shape),
    answer: z.object({ id: z.number(), name: z.string() }),
    work: async ({ body: { name } }) => {
      if (name === "slow") await held;
      if (name === "poor")
        refuse("unpaid", "creditTooLow", { available: "0.020000069", needed: "0.12", currency: "EUR" });
      if (name === "bug") throw new Error("secret detail of the inside");
      return { id: ++made, name };
    },
  });
const adminOnly = endpoint({
  family: "platform",
  method: "GET",
  path: "/admin/things",
  name: "adminThings",
  summary: "For admins",
  access: "admin",
  answer: z.object({}),
  work: async () => ({}),
});

let api: ServedApi;
let alice: string;
let ada: string;

beforeAll(async () => {
  api = await startApi([makeThing("platform"), makeThing("workspace"), adminOnly]);
  ({ cookie: alice } = await signedIn(cast.alice));
  ({ cookie: ada } = await signedIn(cast.ada));
  return () => api.stop();
});
afterAll(() => finish());

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${api.url}${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", cookie: alice, ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
const good = { name: "cup", size: 1 };

test("each family answers in its own envelope", async () => {
  const platform = await post("/api/things", good);
  expect([platform.status, await platform.json()]).toEqual([201, { id: expect.any(Number) as number, name: "cup" }]);
  const workspace = await post("/api/v1/things", good);
  expect([workspace.status, await workspace.json()]).toEqual([
    201,
    {
      status: "success",
      data: { id: expect.any(Number) as number, name: "cup" },
      timestamp: expect.any(String) as string,
    },
  ]);
});

test("a stranger is told so in the family's own words, and so is whoever asks for what is not there", async () => {
  const stranger = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${api.url}${path}`, init);
    return [answer.status, (await answer.json()) as unknown];
  };
  expect(await stranger("/api/admin/things")).toEqual([401, { error: "Not authenticated" }]);
  expect(await stranger("/api/v1/things", { method: "POST" })).toEqual([
    401,
    { detail: "Not authenticated", error_code: "UNAUTHORIZED", timestamp: expect.any(String) as string },
  ]);
  expect(await stranger("/api/nothing")).toEqual([404, { error: "There is no such endpoint." }]);
  expect(await stranger("/api/training/stats")).toMatchObject([404, { code: "endpointUnknown" }]);
  expect(await stranger("/api/v1/nothing")).toMatchObject([404, { error_code: "NOT_FOUND" }]);
});

test("however it is written, what is not below /api is said to be absent, and leads no program to a page", async () => {
  for (const path of [
    "/API/things",
    "/Api/v1/things",
    "/api/webhooks/nope",
    "/api/webhooks",
    "/api/webhooks/stripe.data",
    "/api/",
  ]) {
    const answer = await fetch(`${api.url}${path}`, { redirect: "manual" });
    expect([answer.status, answer.headers.get("content-type")], path).toEqual([404, "application/json; charset=utf-8"]);
  }
  expect(await (await fetch(`${api.url}/API/V1/things`)).json()).toMatchObject({ error_code: "NOT_FOUND" });
});

test("at the API's own host the workspace family is at the root, and nothing else", async () => {
  const at = (path: string) => fetch(`${api.hostUrl}${path}`, { method: "POST" }).then(({ status }) => status);
  expect(await Promise.all([at("/things"), at("/api/things"), at("/admin/things")])).toEqual([401, 404, 404]);
});

test("a method that an endpoint does not have is refused with those that it has", async () => {
  const answer = await fetch(`${api.url}/api/things`);
  expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
});

test("input that does not fit is refused with what is wrong, and unreadable input as such", async () => {
  for (const [body, words] of [
    [{ name: "", size: 1 }, /^name: /],
    [{ ...good, size: 1.5 }, /^size: /],
    [{ ...good, isAdmin: true }, /isAdmin/],
    ["{", /valid JSON/],
    ["null", /./],
  ] as const) {
    const answer = await post("/api/things", body);
    expect([answer.status, (await answer.json()) as object]).toMatchObject([
      400,
      { error: expect.stringMatching(words) as string },
    ]);
  }
  expect(
    (await post("/api/things", "name=cup", { "Content-Type": "text/plain", origin: "http://localhost:3000" })).status,
  ).toBe(415);
  expect((await post("/api/things", { ...good, name: "x".repeat(1_100_000) })).status).toBe(413);
});

test("a refusal has its status and sentence; a mistake of ours says nothing of the inside", async () => {
  const poor = await post("/api/v1/things", { ...good, name: "poor" });
  const detail = "You have €0.02 of credit, and this needs €0.12. Buy credits, then try again.";
  expect([poor.status, await poor.json()]).toMatchObject([402, { detail, error_code: "PAYMENT_REQUIRED" }]);
  const exact = { available: "0.020000069", needed: "0.12", currency: "EUR" };
  expect(await (await post("/api/things", { ...good, name: "poor" })).json()).toEqual({
    error: detail,
    details: exact,
  });
  const bug = await post("/api/things", { ...good, name: "bug" });
  expect(bug.status).toBe(500);
  expect(await bug.text()).not.toContain("secret detail");
});

test("what admins may, members may not", async () => {
  const as = async (cookie: string) => {
    const answer = await fetch(`${api.url}/api/admin/things`, { headers: { cookie } });
    return [answer.status, (await answer.json()) as unknown];
  };
  expect(await as(alice)).toEqual([403, { error: "Forbidden", code: "admin_required" }]);
  expect(await as(ada)).toEqual([200, {}]);
});

test("a write that rides on the cookie is refused to every page but the portal's own", async () => {
  const from = async (headers: Record<string, string>) => (await post("/api/things", good, headers)).status;
  expect(await from({ origin: "http://localhost:3000" })).toBe(201);
  for (const headers of <Record<string, string>[]>[
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site", origin: "http://hub.localhost:3000" },
    { "Content-Type": "application/x-www-form-urlencoded" },
    { "Content-Type": "text/plain" },
  ])
    expect(await from(headers), JSON.stringify(headers)).toBe(403);
});

test("a credential in the address is refused, whatever it is", async () => {
  expect((await fetch(`${api.url}/api/admin/things?api_key=x`, { headers: { cookie: ada } })).status).toBe(400);
});

test("with an Idempotency-Key a thing is made once, however often it is asked for", async () => {
  const key = { "Idempotency-Key": "cup-1" };
  const first = await post("/api/things", good, key);
  const body = (await first.json()) as unknown;
  const again = await post("/api/things", good, key);
  expect([again.status, await again.json(), again.headers.get("idempotency-replayed")]).toEqual([201, body, "true"]);
  expect((await post("/api/things", { ...good, size: 2 }, key)).status).toBe(409);
  const elsewhere = (await (await post("/api/v1/things", good, key)).json()) as { data: unknown };
  expect(elsewhere.data).not.toEqual(body);
});

test("what was refused may be tried again with the same key, and what is under way may not be begun twice", async () => {
  const key = { "Idempotency-Key": "poor-1" };
  expect((await post("/api/things", { ...good, name: "poor" }, key)).status).toBe(402);
  expect((await post("/api/things", good, key)).status).toBe(201);
  const before = made;
  const slow = { ...good, name: "slow" };
  const answered: number[] = [];
  const ask = async () => void answered.push((await post("/api/things", slow, { "Idempotency-Key": "slow-1" })).status);
  const all = [1, 2, 3, 4].map(ask);
  // Of four at once one is under way, and the others are told so while it is.
  await expect.poll(() => answered).toEqual([409, 409, 409]);
  const busy = await post("/api/things", slow, { "Idempotency-Key": "slow-1" });
  expect([busy.status, busy.headers.get("retry-after")]).toEqual([409, "1"]);
  finish();
  await Promise.all(all);
  expect(answered).toEqual([409, 409, 409, 201]);
  expect(made).toBe(before + 1);
});
