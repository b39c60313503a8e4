import { beforeEach, expect, test, vi } from "vitest";
import { seal, sha256 } from "~/core/crypto.server";
import { env } from "~/core/env.server";
import { newId } from "~/core/id";
import { db, sql } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { rotateKeys } from "~/domain/admin/rotate-keys.server";
import { addCluster } from "~/domain/clusters/add-cluster.server";
import { openClusterSecret } from "~/domain/clusters/connections/cluster-secrets.server";
import { insertCluster } from "~/domain/clusters/clusters.queries.server";
import { aUser } from "~/testing/placement-fixtures";
import { openSecret } from "./open-secret.server";
import { rotateDataKeys } from "./rotate-data-keys.server";
import { sealSecret } from "./seal-secret.server";
import { placeOf, sealedColumns } from "./sealed-columns";
import { unwrapDataKey } from "./unwrap-data-key.server";

beforeEach(async () => {
  await sql`truncate data_keys, clusters, users cascade`;
});

let named = 0;

const plainCluster = () => ({
  name: `cluster ${named++}`,
  hopsworksUrl: "https://hopsworks.example.org",
  hopsworksKeyLast4: "cret",
  hopsworksIdpClientId: "atrium",
  hubApiUrl: "https://hub.example.org/hub/api",
  hubPublicUrl: "https://hub.example.org",
  maxMembers: 1,
  acceptsMembers: true,
  isSimulated: false,
});

const aCluster = (secret = "canary-secret") => {
  const { hopsworksKeyLast4: _, ...open } = plainCluster();
  return addCluster({ ...open, hopsworksKey: `prefix.${secret}`, hubToken: `token-${secret}` });
};

async function aWebhook(secret: string): Promise<string> {
  const id = newId("hook");
  const owner = await aUser(`${id}@example.org`);
  await transaction(async (tx) => {
    const sealed = await sealSecret(tx, secret, `webhook_endpoints:secret:${id}`);
    await sql`insert into webhook_endpoints (id, owner_id, url, events, secret_sealed, created_at) values (${id}, ${owner}, 'https://example.org', '{}', ${sealed}, now())`;
  });
  return id;
}

const keyIds = async () => (await sql<{ id: string }[]>`select id from data_keys order by id`).map(({ id }) => id);

type Row = { id: `cluster_${string}`; key: string; token: string };
const clusters = () =>
  sql<Row[]>`select id, hopsworks_key_sealed as key, hub_token_sealed as token from clusters order by id`;

const aRowOf = async (id: string) => (await clusters()).find((row) => row.id === id)!;
const keyOf = (row: Row) => /^v2\.([^.]+)/.exec(row.key)?.[1] ?? "";

const opened = (row: Row) =>
  Promise.all([
    openClusterSecret(db, row.key, "hopsworks_key", row.id),
    openClusterSecret(db, row.token, "hub_token", row.id),
  ]);

test("the registry names columns that exist, and every column that holds sealed records is in it", async () => {
  const found = await sql<{ at: string }[]>`
    select table_name || ':' || column_name as at from information_schema.columns
    where table_schema = 'public' and column_name like '%\\_sealed' order by 1`;
  const listed = sealedColumns.map(({ table, secret }) => `${table}:${secret}_sealed`);
  expect(found.map(({ at }) => at)).toEqual(listed.toSorted());
});

test("a secret is sealed by a key that is itself sealed, and nothing of either is readable", async () => {
  await aCluster();
  const [row] = await clusters();
  const [key] = await sql<{ id: string; sealed_key: string }[]>`select * from data_keys`;
  expect(row!.key).toMatch(new RegExp(`^v2\\.${key!.id}\\.[\\w-]{16}\\.[\\w-]+\\.[\\w-]{22}$`));
  expect(key!.sealed_key).toMatch(/^v1\./);
  expect(await opened(row!)).toEqual(["prefix.canary-secret", "token-canary-secret"]);
});

test("a record that was moved to another row, or to another column, does not open", async () => {
  await aCluster("one");
  await aCluster("other");
  await sql`update clusters c set hopsworks_key_sealed = o.hopsworks_key_sealed from clusters o where o.id <> c.id`;
  for (const row of await clusters()) {
    await expect(openClusterSecret(db, row.key, "hopsworks_key", row.id)).rejects.toThrow();
    await expect(openClusterSecret(db, row.token, "hopsworks_key", row.id)).rejects.toThrow();
  }
});

test("a data key that was put in another's place does not open", async () => {
  await aCluster();
  const [key] = await sql<{ id: string; sealedKey: string }[]>`select id, sealed_key as "sealedKey" from data_keys`;
  expect(unwrapDataKey(key!)).toHaveLength(32);
  expect(() => unwrapDataKey({ ...key!, id: newId("dkey") })).toThrow();
});

test("many who need the first key at once make one", async () => {
  await Promise.all(Array.from({ length: 6 }, (_, n) => aCluster(`secret ${n}`)));
  expect(await keyIds()).toHaveLength(1);
  expect(await Promise.all((await clusters()).map(opened))).toHaveLength(6);
});

test("a rotation seals everything anew with a new key, and the old one is retired, then deleted", async () => {
  await aCluster();
  const hook = await aWebhook("whsec-canary");
  const [old] = await keyIds();
  const first = await rotateKeys();
  expect(first).toMatchObject({ resealed: 3, unreadable: 0, retired: 1, deleted: 0 });
  const [row] = await clusters();
  expect(row!.key.startsWith(`v2.${first.keyId}.`)).toBe(true);
  expect(await opened(row!)).toEqual(["prefix.canary-secret", "token-canary-secret"]);
  const [sealed] = await sql<{ secret: string }[]>`select secret_sealed as secret from webhook_endpoints`;
  expect(await openSecret(db, sealed!.secret, placeOf(sealedColumns[2], hook))).toBe("whsec-canary");
  expect(await rotateKeys()).toMatchObject({ resealed: 3, retired: 1, deleted: 1 });
  expect(await keyIds()).not.toContain(old);
  expect(await opened((await clusters())[0]!)).toEqual(["prefix.canary-secret", "token-canary-secret"]);
  const facts = await sql<
    { action: string; after: object }[]
  >`select action, after from activity where action = 'keys.rotate'`;
  expect(facts[0]).toMatchObject({ after: { resealed: 3, unreadable: 0 } });
});

test("records of the first version open, and a rotation seals them anew", async () => {
  const id = await aCluster();
  const firstKey = Buffer.from(sha256(env().SECRET_KEY), "hex");
  const v1 = seal("prefix.old", `clusters:hopsworks_key:${id}`, firstKey);
  await sql`update clusters set hopsworks_key_sealed = ${v1}`;
  expect((await opened((await clusters())[0]!))[0]).toBe("prefix.old");
  await rotateDataKeys();
  const [row] = await clusters();
  expect(row!.key).toMatch(/^v2\./);
  expect((await opened(row!))[0]).toBe("prefix.old");
});

test("whoever writes while keys are rotated loses nothing, and no key that is needed goes", async () => {
  for (let n = 0; n < 25; n++) await aCluster(`before ${n}`);
  let isRotating = true;
  const writers = [0, 1].map(async (writer) => {
    for (let n = 0; isRotating && n < 50; n++) await aCluster(`meanwhile ${writer} ${n}`);
  });
  for (let times = 0; times < 3; times++) await rotateDataKeys();
  isRotating = false;
  await Promise.all(writers);
  const rows = await clusters();
  expect(rows.length).toBeGreaterThan(25);
  for (const row of rows) expect((await opened(row))[0]).toMatch(/^prefix\.(before|meanwhile)/);
}, 60_000);

test("a key that somebody is writing with at this moment is not retired", async () => {
  const [old, id] = [keyOf(await aRowOf(await aCluster())), newId("cluster")];
  const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
  const { promise: written, resolve: write } = Promise.withResolvers<void>();
  const slow = transaction(async (tx) => {
    const hubTokenSealed = await sealSecret(tx, "slow secret", `clusters:hub_token:${id}`);
    await insertCluster(tx, { ...plainCluster(), id, hubTokenSealed, hopsworksKeySealed: "", createdAt: new Date() });
    write();
    await finished;
  });
  await written;
  const rotation = rotateDataKeys();
  setTimeout(finish, 300);
  await slow;
  expect(await rotation).toMatchObject({ unreadable: 0, retired: 0 });
  const row = await aRowOf(id);
  expect(row.token.startsWith(`v2.${old}.`)).toBe(true);
  expect(await openSecret(db, row.token, `clusters:hub_token:${id}`)).toBe("slow secret");
});

test("SECRET_KEY itself is replaced: with the one before it given everything opens, and after a rotation without it", async () => {
  const row = await aRowOf(await aCluster());
  const place = `clusters:hub_token:${row.id}` as const;
  const [before, after] = [env().SECRET_KEY, "another-secret-key-0123456789abcdef"];
  const lost = await aNewProcess(after);
  await expect(lost.openSecret(db, row.token, place)).rejects.toThrow();
  const replacing = await aNewProcess(after, before);
  expect(await replacing.openSecret(db, row.token, place)).toBe("token-canary-secret");
  expect(await replacing.rotateDataKeys()).toMatchObject({ resealed: 2, unreadable: 0, retired: 1 });
  const replaced = await aNewProcess(after);
  expect(await replaced.openSecret(db, (await aRowOf(row.id)).token, place)).toBe("token-canary-secret");
  expect(await replaced.openSecret(db, row.token, place)).toBe("token-canary-secret");
  expect(await replaced.rotateDataKeys()).toMatchObject({ unreadable: 0 });
});

/** The same code with nothing in its memory, started with these settings. */
async function aNewProcess(secretKey: string, previous?: string) {
  vi.resetModules();
  Object.assign(process.env, { SECRET_KEY: secretKey, SECRET_KEY_PREVIOUS: previous ?? "" });
  const { openSecret } = await import("./open-secret.server");
  const { rotateDataKeys } = await import("./rotate-data-keys.server");
  return { openSecret, rotateDataKeys };
}

test("what nothing opens is counted and left as it is, and the others are sealed anew all the same", async () => {
  const lost = await aCluster("lost");
  await aCluster("found");
  const broken = `v2.${newId("dkey")}.AAAA.AAAA.AAAA`;
  await sql`update clusters set hub_token_sealed = ${broken} where id = ${lost}`;
  expect(await rotateDataKeys()).toMatchObject({ resealed: 3, unreadable: 1, retired: 1 });
  const rows = await clusters();
  expect(rows.find(({ id }) => id === lost)!.token).toBe(broken);
});
