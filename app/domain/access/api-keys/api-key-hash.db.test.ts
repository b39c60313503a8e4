import { createHash, createHmac } from "node:crypto";
import { beforeEach, expect, test, vi } from "vitest";
import { newId } from "~/core/id";
import { sql } from "~/db/pool.server";
import { signInMember } from "~/domain/identity/sign-in/sign-in-member.server";
import { cast } from "~/testing/cast";
import { testSettings } from "~/testing/settings";

const { SECRET_KEY: first } = testSettings;
const next = "another-secret-key-0123456789abcdef";

beforeEach(() => sql`truncate api_keys, data_keys`);

/** The same code with nothing in its memory, started with these settings. */
async function aNewProcess(secretKey: string, previous = "") {
  vi.resetModules();
  Object.assign(process.env, { SECRET_KEY: secretKey, SECRET_KEY_PREVIOUS: previous });
  const { apiKeyHash } = await import("./api-key-hash.server");
  const { callerOfApiKey } = await import("./caller-of-api-key.server");
  const { createApiKey } = await import("./create-api-key.server");
  const { rotateDataKeys: rotate } = await import("~/domain/secrets/rotate-data-keys.server");
  const { viewer } = await signInMember({ issuer: "https://example.eu.auth0.com", ...cast.alice });
  const make = () => createApiKey(viewer, { id: newId("key"), name: "Report", days: 90, grant: "read" });
  const use = (text: string) => callerOfApiKey(text, undefined).then(({ keyId }) => keyId);
  return { apiKeyHash, make, use, rotate };
}

test("what is stored is no plain hash: the same key has another in another installation", async () => {
  const here = await aNewProcess(first);
  const text = "atr_live_x";
  const hash = await here.apiKeyHash(text);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(hash).not.toBe(createHash("sha256").update(text).digest("hex"));
  expect(hash).not.toBe(createHmac("sha256", first).update(text).digest("hex"));
  await sql`truncate data_keys`;
  expect(await (await aNewProcess(next)).apiKeyHash(text)).not.toBe(hash);
});

test("keys outlive SECRET_KEY, while it is replaced and when the old one is gone, whether they are used meanwhile or not", async () => {
  const before = await aNewProcess(first);
  const old = await before.make();
  const replacing = await aNewProcess(next, first);
  const made = await replacing.make();
  expect([await replacing.use(old.text), await before.use(made.text)]).toEqual([old.id, made.id]);
  expect(await replacing.rotate()).toMatchObject({ unreadable: 0 });
  const replaced = await aNewProcess(next);
  expect([await replaced.use(old.text), await replaced.use(made.text)]).toEqual([old.id, made.id]);
});

test("a rotation leaves the key that hashes as it is, however often", async () => {
  const here = await aNewProcess(first);
  const { text, id } = await here.make();
  for (let time = 0; time < 3; time++) await here.rotate();
  expect(await (await aNewProcess(first)).use(text)).toBe(id);
});

test("where SECRET_KEY is lost, keys from before are refused, new ones work, and the old ones do again with the right one", async () => {
  const { text, id } = await (await aNewProcess(first)).make();
  const lost = await aNewProcess(next);
  await expect(lost.use(text)).rejects.toMatchObject({ refusal: "unauthenticated", code: "keyUnknown" });
  const made = await lost.make();
  expect(await lost.use(made.text)).toBe(made.id);
  expect(await (await aNewProcess(first)).use(text)).toBe(id);
});

test("replicas that start at once make one key", async () => {
  const replicas = await Promise.all([1, 2, 3].map(() => aNewProcess(first)));
  const hashes = await Promise.all(replicas.map((one) => one.apiKeyHash("x")));
  expect(new Set(hashes).size).toBe(1);
  expect((await sql`select 1 from data_keys where purpose = 'api-keys'`).count).toBe(1);
});
