import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "~/core/id";
import { sql } from "~/db/pool.server";
import { createApiKey } from "~/domain/access/api-keys/create-api-key.server";
import { newApiKeyText } from "~/domain/access/api-keys/api-key-text.server";
import { revokeApiKey } from "~/domain/access/api-keys/revoke-api-key.server";
import { callApi } from "~/testing/api-calls";
import { signedIn, startApi, type ServedApi } from "~/testing/api-fixtures";
import { cast } from "~/testing/cast";

const LIMIT = 4;
let api: ServedApi;
let good: string;
let revoked: string;

beforeAll(async () => {
  process.env["FAILED_KEYS_PER_MINUTE"] = String(LIMIT);
  api = await startApi();
  const { viewer } = await signedIn(cast.alice);
  const made = (name: string) => createApiKey(viewer, { id: newId("key"), name, days: 7, grant: "read" });
  ({ text: good } = await made("Report"));
  const lost = await made("Lost");
  await revokeApiKey(viewer, lost.id);
  revoked = lost.text;
});
afterAll(() => api.stop());

const askWith = (key: string, header = "X-API-Key") =>
  callApi(`${api.url}/api/user`, { headers: { [header]: header === "Authorization" ? `Bearer ${key}` : key } });

test("wrong keys from one address are refused as such until there are too many, and then they are told to wait", async () => {
  const wrong = [newApiKeyText(newId("key")), "whatever", revoked, `${good}x`];
  for (const [n, key] of wrong.entries()) expect((await askWith(key)).status, `wrong key ${n}`).toBe(401);
  for (const key of [...wrong, newApiKeyText(newId("key"))]) {
    const { status, body, headers } = await askWith(key, key.startsWith("atr_live_") ? "Authorization" : "X-API-Key");
    expect([status, body]).toMatchObject([429, { error: `Rate limit exceeded: ${LIMIT} wrong API keys per minute` }]);
    expect(Number(headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(headers.get("X-RateLimit-Limit")).toBe(String(LIMIT));
    expect(headers.get("X-RateLimit-Remaining")).toBe("0");
  }
});

test("a good key from the same address goes on as ever, and what others sent costs it nothing of its minute", async () => {
  const { status, headers } = await askWith(good);
  expect(status).toBe(200);
  expect(headers.get("X-RateLimit-Remaining")).toBe("59");
});

test("all replicas count together, by the network and not by what was sent", async () => {
  const rows = await sql<{ key: string }[]>`select key from rate_limits where key like 'failed-keys:%'`;
  expect(rows.map(({ key }) => key)).toEqual(["failed-keys:127.0.0.1"]);
});
