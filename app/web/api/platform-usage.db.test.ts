import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { freezeClock, instant, later } from "~/core/clock";
import { db, sql } from "~/db/pool.server";
import { identities } from "@schema/identity";
import { firstPriceBook } from "~/domain/billing/prices/first-price-book";
import { invalidatePriceBooks } from "~/domain/billing/prices/price-books.server";
import { publishPriceBook } from "~/domain/billing/prices/publish-price-book.server";
import { collectCluster } from "~/domain/metering/collection/collect-cluster.server";
import { owedWindow } from "~/domain/metering/collection/coverage";
import { ensurePartitions } from "~/domain/metering/windows/ensure-partitions.server";
import { usageOf } from "~/domain/metering/usage/usage-of.server";
import { numberOf, minorOf } from "~/core/money";
import { startHopsworksSimulator } from "~/integrations/hopsworks/simulator";
import { addCluster } from "~/domain/clusters/add-cluster.server";
import type { ClusterId } from "~/core/id";
import { cookieOfMember, refused, answerOf } from "~/testing/api-calls";
import { startApi, type ServedApi } from "~/testing/api-fixtures";
import { startHubAtAnyTime } from "~/testing/processes/hub-at-any-time";
import {
  aMeteredMember,
  aRun,
  at,
  emptyMetering,
  someSizes,
  type MeteredMember,
} from "~/testing/billing/metering-fixtures";

const [hub, hopsworks] = await Promise.all([startHubAtAnyTime(), startHopsworksSimulator()]);
let api: ServedApi;
let clusterId: ClusterId;
let alice: MeteredMember;
let cookie: string;

beforeAll(async () => {
  api = await startApi();
  await ensurePartitions(at("10:00"));
});

beforeEach(async () => {
  await emptyMetering();
  await sql`truncate prices, price_books cascade`;
  invalidatePriceBooks();
  freezeClock(at("09:00"));
  await publishPriceBook(firstPriceBook);
  await someSizes();
  hopsworks.control.behave();
  hopsworks.control.forget();
  clusterId = await addCluster({
    name: "north",
    hopsworksUrl: hopsworks.url,
    hopsworksKey: hopsworks.apiKey,
    hopsworksIdpClientId: "atrium",
    hubApiUrl: hub.apiUrl,
    hubPublicUrl: hub.apiUrl,
    hubToken: "hub-token",
    maxMembers: 10,
    acceptsMembers: true,
    isSimulated: true,
  });
  alice = await aPerson("alice");
  cookie = await cookieOfMember(alice.userId);
});

afterEach(() => freezeClock(undefined));
afterAll(async () => {
  await Promise.all([api.stop(), hub.stop(), hopsworks.stop()]);
});

async function aPerson(name: string): Promise<MeteredMember> {
  const member = await aMeteredMember(clusterId, name);
  const identity = { issuer: "https://idp.example", subject: `auth0|${name}`, userId: member.userId };
  await db.insert(identities).values({ ...identity, createdAt: at("09:00") });
  return member;
}

async function collectAt(when: Date) {
  freezeClock(when);
  await collectCluster(clusterId, owedWindow(when));
}

const usage = (query = "", sent = cookie) => answerOf(`${api.url}/api/usage${query}`, { cookie: sent });

test("a stranger is told nothing", async () => {
  expect(await answerOf(`${api.url}/api/usage`)).toEqual(refused.stranger);
});

test("who used nothing is told so, with the welcome credit; what nobody measures is absent", async () => {
  expect(await usage()).toEqual([
    200,
    {
      currentUsage: { cpuHours: 0, gpuHours: 0, memoryGBHours: 0, totalCost: 0, activeProjects: 0 },
      credits: { balance: 5, total_purchased: 5, total_used: 0 },
      billingMode: "prepaid",
      period: { start: "2026-03-01T00:00:00.000Z", end: "2026-04-01T00:00:00.000Z" },
      currency: "EUR",
    },
  ]);
});

test("this month's numbers are the usage page's, and the balance is what came in less what was used", async () => {
  await aRun(alice.environmentId, at("09:10:17.123"), at("11:41:59.877"));
  await collectAt(at("12:15"));
  hopsworks.control.addUser({ email: "alice@example.org", firstname: "A", lastname: "A", status: 2 });
  const owner = hopsworks.control.users().find(({ email }) => email === "alice@example.org");
  hopsworks.control.addProject({ name: "one", ownerId: owner?.id ?? 0, creationStatus: "DONE" });
  hopsworks.control.addProject({ name: "two", ownerId: owner?.id ?? 0, creationStatus: "FAILED" });
  const page = await usageOf(db, alice.userId, "2026-03-01");
  const cost = numberOf(minorOf(page.total, "EUR"), "EUR");
  expect(cost).toBeGreaterThan(0);
  expect(await usage()).toEqual([
    200,
    {
      currentUsage: { cpuHours: 2.528543, gpuHours: 0, memoryGBHours: 5.057086, totalCost: cost, activeProjects: 1 },
      credits: { balance: Math.round(500 - cost * 100) / 100, total_purchased: 5, total_used: cost },
      billingMode: "prepaid",
      period: { start: "2026-03-01T00:00:00.000Z", end: "2026-04-01T00:00:00.000Z" },
      currency: "EUR",
      asOf: "2026-03-10T12:15:00.000Z",
    },
  ]);
});

test("another period is counted by whole days: from its first one up to, and without, its end", async () => {
  await aRun(alice.environmentId, at("22:00"), later(at("22:00"), 4 * 3_600_000));
  await collectAt(later(at("22:00"), 6 * 3_600_000));
  cookie = await cookieOfMember(alice.userId);
  const hoursOf = async (query: string) => {
    const [status, body] = (await usage(query)) as [number, { currentUsage: { cpuHours: number }; period: object }];
    expect(status).toBe(200);
    return [body.currentUsage.cpuHours, body.period];
  };
  const day = (n: number) => `2026-03-${n}T00:00:00.000Z`;
  expect(await hoursOf("?from=2026-03-10&to=2026-03-11")).toEqual([2, { start: day(10), end: day(11) }]);
  expect(await hoursOf("?from=2026-03-10T23:30:00Z&to=2026-03-11T00:00:01Z")).toEqual([
    4,
    { start: day(10), end: day(12) },
  ]);
  expect(await hoursOf("?to=2026-03-11")).toEqual([2, { start: "2026-03-01T00:00:00.000Z", end: day(11) }]);
  expect(await hoursOf("?from=2026-02-01&to=2026-03-01")).toMatchObject([0, {}]);
});

test("a period that is none, or endless, is refused", async () => {
  for (const query of [
    "?from=yesterday",
    "?from=2026-02-30",
    "?to=1",
    "?from=2026-03-10&to=2026-03-10",
    "?from=2027-01-01&to=2026-01-01",
    "?from=1970-01-01&to=2026-01-01",
    "?from=2026-03-01&from=2026-03-02",
  ])
    // prettier-ignore
    expect(await usage(query), query).toMatchObject([400, { error: expect.any(String) as string }]);
});

test("charlie's numbers are charlie's", async () => {
  await aRun(alice.environmentId, at("09:15"), at("11:15"));
  await collectAt(at("12:15"));
  const charlie = await cookieOfMember((await aPerson("charlie")).userId);
  expect(await usage("", charlie)).toMatchObject([200, { currentUsage: { cpuHours: 0 }, credits: { total_used: 0 } }]);
});

test("projects that nobody can count are absent, and the rest is told all the same", async () => {
  for (const trouble of ["error", "html"] as const) {
    hopsworks.control.misbehave(trouble, 100);
    const [status, body] = await usage();
    expect([status, Object.keys((body as { currentUsage: object }).currentUsage)]).toEqual([
      200,
      ["cpuHours", "gpuHours", "memoryGBHours", "totalCost"],
    ]);
  }
});

test("who has no billing account yet has nothing, and owes nothing", async () => {
  const id = "user_01h455vb4pex5vsknk084sn02q";
  await sql`insert into users (id, email, name, created_at) values (${id}, 'new@example.org', 'New', ${instant("2026-03-10")})`;
  expect(await usage("", await cookieOfMember(id))).toMatchObject([
    200,
    { credits: { balance: 0, total_purchased: 0, total_used: 0 } },
  ]);
});
