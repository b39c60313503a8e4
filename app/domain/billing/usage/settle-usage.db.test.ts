import { beforeEach, describe, expect, test } from "vitest";
import type { PriceBookId, UserId } from "~/core/id";
import { decimalOf, nano } from "~/core/money";
import { db, sql } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import type { Viewer } from "~/domain/identity/viewer";
import { asOwner } from "~/testing/database/as-owner";
import {
  aMember,
  availableOf,
  emptyBilling,
  ledgerFaults,
  money,
  soundLedger,
} from "~/testing/billing/billing-fixtures";
import { accountsOfUsers, creditsOfUsers } from "~/domain/billing/ledger/accounts.queries.server";
import { creditOf } from "~/domain/billing/ledger/available-credit.server";
import { ensureFirstPriceBook } from "~/domain/billing/prices/first-price-book.server";
import { definitionOf, type Meter } from "~/domain/billing/prices/meter";
import { allPriceBooks } from "~/domain/billing/prices/price-books.queries.server";
import { recordUsageTotals, type UsageTotalInput } from "./record-usage-totals.server";
import { settleUsage } from "./settle-usage.server";
import { statementOf } from "~/domain/billing/ledger/statement.queries.server";

const november = "2026-11-01";
let bookId: PriceBookId;

beforeEach(async () => {
  await emptyBilling();
  await ensureFirstPriceBook();
  bookId = (await allPriceBooks(db))[0]?.id ?? expect.fail("no price book");
});

async function used(viewer: Viewer, meter: Meter, hours: bigint, period = november): Promise<UsageTotalInput> {
  const accountId = (await accountsOfUsers(db, [viewer.userId])).get(viewer.userId) ?? expect.fail("no account");
  return { accountId, period, meter, priceBookId: bookId, quantity: hours * definitionOf(meter).nativePerUnit };
}

const kinds = async (viewer: Viewer) =>
  (await statementOf(db, viewer.userId)).lines.map(({ kind, amount, subject }) => [kind, decimalOf(amount), subject]);

test("what was used is gone from the credit before the ledger has it, and the same after", async () => {
  const alice = await aMember("alice");
  await recordUsageTotals(db, [await used(alice, "cpu_hours", 10n), await used(alice, "gpu_hours", 1n)]);
  expect(await creditOf(db, alice.userId)).toMatchObject({
    balance: money("5"),
    unposted: money("1.6"),
    available: money("3.4"),
  });
  expect(await settleUsage()).toEqual({ accounts: 1, transactions: 1 });
  expect(await creditOf(db, alice.userId)).toMatchObject({
    balance: money("3.4"),
    unposted: 0n,
    available: money("3.4"),
  });
  expect(await kinds(alice)).toEqual([
    ["usage", "-1.6", "2026-11"],
    ["welcome", "5", undefined],
  ]);
  expect(await settleUsage()).toEqual({ accounts: 0, transactions: 0 });
});

test("telling the same totals again changes nothing", async () => {
  const totals = [await used(await aMember("alice"), "cpu_hours", 3n)];
  expect(await recordUsageTotals(db, totals)).toBe(1);
  expect(await recordUsageTotals(db, totals)).toBe(0);
});

test("a total that goes up, down and up again by the same amount is charged right each time", async () => {
  const alice = await aMember("alice");
  for (const hours of [10n, 20n, 10n, 20n, 10n]) {
    await recordUsageTotals(db, [await used(alice, "cpu_hours", hours)]);
    await settleUsage();
  }
  expect(await availableOf(alice)).toBe(money("4.6"));
  expect((await kinds(alice)).map(([, amount]) => amount)).toEqual(["0.4", "-0.4", "0.4", "-0.4", "-0.4", "5"]);
});

test("corrections that cancel out are noted without a line", async () => {
  const alice = await aMember("alice");
  await recordUsageTotals(db, [await used(alice, "cpu_hours", 1n), await used(alice, "memory_gb_hours", 8n)]);
  await settleUsage();
  await recordUsageTotals(db, [await used(alice, "cpu_hours", 2n), await used(alice, "memory_gb_hours", 0n)]);
  expect(await settleUsage()).toEqual({ accounts: 1, transactions: 0 });
  expect(await settleUsage()).toEqual({ accounts: 0, transactions: 0 });
  expect(await availableOf(alice)).toBe(money("4.92"));
});

test("every month is a line of its own", async () => {
  const alice = await aMember("alice");
  await recordUsageTotals(db, [await used(alice, "cpu_hours", 1n, "2026-10-01"), await used(alice, "cpu_hours", 2n)]);
  expect(await settleUsage()).toEqual({ accounts: 1, transactions: 2 });
  expect(await kinds(alice)).toEqual([
    ["usage", "-0.08", "2026-11"],
    ["usage", "-0.04", "2026-10"],
    ["welcome", "5", undefined],
  ]);
});

test("usage at a price nobody published is a bug and is not written", async () => {
  const total = await used(await aMember("alice"), "cpu_hours", 1n);
  await expect(recordUsageTotals(db, [{ ...total, priceBookId: "book_unknown" }])).rejects.toThrow("no price book");
});

describe("several at once", () => {
  test("ten settlements while usage is still being written post each difference once", async () => {
    const people = await Promise.all(
      ["u1", "u2", "u3", "u4", "u5"].map((name) => aMember({ name, email: `${name}@example.org` })),
    );
    for (let round = 1n; round <= 4n; round++) {
      const totals = await Promise.all(
        people.flatMap((one) => [used(one, "cpu_hours", round), used(one, "gpu_hours", round)]),
      );
      await Promise.all([
        recordUsageTotals(db, totals),
        recordUsageTotals(db, totals),
        ...Array.from({ length: 10 }, () => settleUsage()),
      ]);
    }
    await settleUsage();
    for (const person of people)
      expect(await creditOf(db, person.userId)).toMatchObject({ balance: money("0.04"), unposted: 0n });
    expect(await ledgerFaults()).toEqual(soundLedger);
  });

  test("an account that another replica settles is passed over, not waited for", async () => {
    const [alice, bob] = [await aMember("alice"), await aMember("bob")];
    const ofAlice = await used(alice, "cpu_hours", 1n);
    await recordUsageTotals(db, [ofAlice, await used(bob, "cpu_hours", 1n)]);
    await transaction(async (tx) => {
      await tx.execute(`select 1 from billing_accounts where id = '${ofAlice.accountId}' for update`);
      expect(await settleUsage()).toEqual({ accounts: 1, transactions: 1 });
    });
    expect(await settleUsage()).toEqual({ accounts: 1, transactions: 1 });
  });

  test("a crash before the commit posts nothing and notes nothing", async () => {
    const alice = await aMember("alice");
    await recordUsageTotals(db, [await used(alice, "gpu_hours", 1n)]);
    await asOwner((owner) => owner`alter table usage_totals add constraint crash check (posted_nano = 0)`);
    await expect(settleUsage()).rejects.toThrow();
    await asOwner((owner) => owner`alter table usage_totals drop constraint crash`);
    expect(await creditOf(db, alice.userId)).toMatchObject({ balance: money("5"), unposted: money("1.2") });
    expect(await settleUsage()).toEqual({ accounts: 1, transactions: 1 });
    expect(await creditOf(db, alice.userId)).toMatchObject({ balance: money("3.8"), unposted: 0n });
  });
});

test("1,200 accounts settle in chunks within seconds", async () => {
  await sql`insert into users (id, email, name, created_at) select 'user_' || n, n || '@example.org', 'n', now() from generate_series(1, 1200) n`;
  await sql`insert into billing_accounts (id, user_id, mode, currency, created_at) select 'acct_' || n, 'user_' || n, 'prepaid', 'EUR', now() from generate_series(1, 1200) n`;
  const accounts = await accountsOfUsers(
    db,
    Array.from({ length: 1200 }, (_, n): UserId => `user_${n + 1}`),
  );
  const totals = [...accounts.values()].flatMap((accountId) =>
    (["cpu_hours", "memory_gb_hours", "gpu_hours"] as const satisfies Meter[]).map((meter) => ({
      accountId,
      period: november,
      meter,
      priceBookId: bookId,
      quantity: definitionOf(meter).nativePerUnit,
    })),
  );
  const started = performance.now();
  expect(await recordUsageTotals(db, totals)).toBe(3600);
  expect(await settleUsage()).toEqual({ accounts: 1200, transactions: 1200 });
  const settled = performance.now();
  const [row] = await sql<
    { usage: bigint }[]
  >`select -amount_nano as usage from ledger_balances where ledger_account = 'rev:usage'`;
  expect(decimalOf(nano(row?.usage ?? 0n))).toBe("1494");
  expect(await ledgerFaults()).toEqual(soundLedger);
  expect((await creditsOfUsers(db, ["user_7"])).get("user_7")).toMatchObject({
    purchased: 0n,
    used: money("1.245"),
    available: money("-1.245"),
  });
  expect(settled - started).toBeLessThan(15_000);
});
