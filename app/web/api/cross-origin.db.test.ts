import { afterAll, beforeAll, expect, test } from "vitest";
import { createApiKey } from "~/domain/access/api-keys/create-api-key.server";
import { newId } from "~/core/id";
import { signedIn, startApi, type ServedApi } from "~/testing/api-fixtures";
import { cast } from "~/testing/cast";
import { testSettings } from "~/testing/settings";

const friend = "https://app.example.org";
const own = testSettings.APP_URL;
let api: ServedApi;
let key: string;
let cookie: string;

beforeAll(async () => {
  process.env["API_ALLOWED_ORIGINS"] = friend;
  api = await startApi();
  const alice = await signedIn(cast.alice);
  cookie = alice.cookie;
  key = (await createApiKey(alice.viewer, { id: newId("key"), name: "Page", days: 90, grant: "read" })).text;
});
afterAll(() => api.stop());

const me = (headers: Record<string, string>, method = "GET") => fetch(`${api.hostUrl}/users/me`, { method, headers });

const said = ({ headers }: Response) => [
  headers.get("access-control-allow-origin"),
  headers.get("access-control-allow-credentials"),
  headers.get("vary"),
];

const preflight = (origin: string) =>
  me({ origin, "access-control-request-method": "GET", "access-control-request-headers": "x-api-key" }, "OPTIONS");

test("a page of an origin that is named reads answers with a key, and is told nothing of cookies", async () => {
  const asked = await preflight(friend);
  expect([asked.status, ...said(asked)]).toEqual([204, friend, null, expect.stringContaining("Origin")]);
  expect(asked.headers.get("access-control-allow-headers")).toContain("X-API-Key");
  const answer = await me({ origin: friend, "x-api-key": key });
  expect([answer.status, ...said(answer)]).toEqual([200, friend, null, "Origin"]);
  expect(answer.headers.get("access-control-expose-headers")).toContain("X-RateLimit-Remaining");
  const refused = await me({ origin: friend, "x-api-key": "wrong" });
  expect([refused.status, said(refused)[0]]).toEqual([401, friend]);
});

test("the portal's own pages may send the cookie", async () => {
  const answer = await me({ origin: own, cookie });
  expect([answer.status, ...said(answer)]).toEqual([200, own, "true", "Origin"]);
  expect(said(await preflight(own)).slice(0, 2)).toEqual([own, "true"]);
});

test("nobody else's page reads anything, however much its origin looks like one that may", async () => {
  for (const origin of [
    "https://evil.example",
    "null",
    `${friend}.evil.example`,
    "http://app.example.org",
    `${friend}:8443`,
    `${own}0`,
    "https://APP.example.org",
  ]) {
    expect(said(await me({ origin, "x-api-key": key }))[0], origin).toBeNull();
    const asked = await preflight(origin);
    expect([asked.status, said(asked)[0]], origin).toEqual([405, null]);
  }
});

test("what a browser asks beforehand is no call, and a call without an origin is told nothing of origins", async () => {
  expect((await preflight(friend)).headers.get("x-ratelimit-limit")).toBeNull();
  expect(said(await me({ "x-api-key": key }))).toEqual([null, null, null]);
});

test("an endpoint that is not there answers no preflight", async () => {
  const answer = await fetch(`${api.url}/api/webhooks/stripe`, {
    method: "OPTIONS",
    headers: { origin: friend, "access-control-request-method": "POST" },
  });
  expect(said(answer)[0]).toBeNull();
});
