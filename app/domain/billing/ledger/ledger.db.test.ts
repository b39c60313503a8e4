import { beforeEach, describe, expect, test } from "vitest";
import { clock } from "~/core/clock";
import { newId, type AccountId, type UserId } from "~/core/id";
import { ZERO } from "~/core/money";
import { db, sql } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import {
  aMember,
  availableOf,
  emptyBilling,
  ledgerFaults,
  money,
  soundLedger,
} from "~/testing/billing/billing-fixtures";
import { accountsOfUsers } from "./accounts.queries.server";
import { creditOf, isCreditLow, requireCredit } from "./available-credit.server";
import { ledgerAccounts } from "./ledger-accounts";
import { openAccount } from "./open-account.server";
import { postTransaction, type LedgerTransaction } from "./post-transaction.server";
import { statementOf } from "./statement.queries.server";

beforeEach(emptyBilling);

async function accountOf(userId: UserId): Promise<AccountId> {
  return (await accountsOfUsers(db, [userId])).get(userId) ?? expect.fail("no account");
}

function purchase(accountId: AccountId, amount: bigint, idemKey = `purchase:${newId("purchase")}`): LedgerTransaction {
  const entries = [
    [ledgerAccounts.clearing, amount],
    [ledgerAccounts.credits(accountId), -amount],
  ] as const;
  return { idemKey, kind: "purchase", accountId, occurredAt: clock.now(), entries };
}

test("a new member has the welcome credit, once, however many sign-ins open the account at the same time", async () => {
  const userId = newId("user");
  await sql`insert into users (id, email, name, created_at) values (${userId}, 'dora@example.org', 'Dora', now())`;
  const opened = await Promise.all(Array.from({ length: 20 }, () => openAccount(userId)));
  expect(new Set(opened).size).toBe(1);
  expect(await openAccount(userId)).toBe(opened[0]);
  expect(await creditOf(db, userId)).toEqual({
    accountId: opened[0],
    currency: "EUR",
    balance: money("5"),
    unposted: 0n,
    available: money("5"),
  });
  expect((await statementOf(db, userId)).lines).toMatchObject([
    { kind: "welcome", amount: money("5"), balanceAfter: money("5") },
  ]);
  expect(await ledgerFaults()).toEqual(soundLedger);
});

describe("posting", () => {
  test("the same fact is posted once, even by twenty at the same time", async () => {
    const alice = await aMember("alice");
    const accountId = await accountOf(alice.userId);
    const posted = await Promise.all(
      Array.from({ length: 20 }, () => postTransaction(db, purchase(accountId, money("10"), "purchase:one"))),
    );
    expect(posted.filter(Boolean)).toHaveLength(1);
    expect(await availableOf(alice)).toBe(money("15"));
    expect(await ledgerFaults()).toEqual(soundLedger);
  });

  test("what does not sum to zero is refused before it is written, and by the database if somebody writes it", async () => {
    const alice = await aMember("alice");
    const accountId = await accountOf(alice.userId);
    const lopsided = { ...purchase(accountId, 1n), entries: [[ledgerAccounts.clearing, 1n]] as const };
    await expect(postTransaction(db, lopsided)).rejects.toThrow("do not sum to zero");
    await expect(
      sql.begin(async (tx) => {
        const [row] = await tx<{ id: string }[]>`select id from ledger_transactions limit 1`;
        await tx`insert into ledger_entries (transaction_id, ledger_account, amount_nano) values (${row?.id ?? ""}, 'promo', 1)`;
      }),
    ).rejects.toThrow("does not sum to zero");
    expect(await ledgerFaults()).toEqual(soundLedger);
  });

  test("a transaction that moves nothing is not written", async () => {
    const accountId = await accountOf((await aMember("alice")).userId);
    expect(await postTransaction(db, purchase(accountId, 0n))).toBe(false);
  });

  test("what is rolled back was never posted, and can be posted after", async () => {
    const alice = await aMember("alice");
    const fact = purchase(await accountOf(alice.userId), money("10"));
    await expect(
      transaction(async (tx) => {
        await postTransaction(tx, fact);
        throw new Error("the power went");
      }),
    ).rejects.toThrow("the power went");
    expect(await availableOf(alice)).toBe(money("5"));
    expect(await postTransaction(db, fact)).toBe(true);
    expect(await availableOf(alice)).toBe(money("15"));
  });

  test("nothing in the ledger is ever changed or removed", async () => {
    await aMember("alice");
    await expect(sql`update ledger_entries set amount_nano = amount_nano * 2`).rejects.toThrow("append-only");
    await expect(sql`delete from ledger_transactions`).rejects.toThrow("append-only");
  });
});

describe("credit", () => {
  test("who cannot pay for it is told how much there is and how much it needs", async () => {
    const alice = await aMember("alice");
    await expect(requireCredit(db, alice.userId, money("5.000000001"))).rejects.toMatchObject({
      refusal: "unpaid",
      code: "creditTooLow",
      params: { available: "5", needed: "5.000000001", currency: "EUR" },
    });
    expect(await requireCredit(db, alice.userId, money("5"))).toMatchObject({ available: money("5") });
  });

  test("what costs nothing needs none, not even of who owes", async () => {
    const alice = await aMember("alice");
    await sql`update ledger_balances set amount_nano = 10000000 where ledger_account like 'cust:%:credits'`;
    expect(await requireCredit(db, alice.userId, ZERO)).toMatchObject({ available: -money("0.01") });
    await expect(requireCredit(db, alice.userId, money("0.000000001"))).rejects.toMatchObject({ refusal: "unpaid" });
  });

  test("it reads the same inside a transaction as outside", async () => {
    const alice = await aMember("alice");
    const inside = await transaction((tx) => creditOf(tx, alice.userId));
    expect(inside).toEqual(await creditOf(db, alice.userId));
  });

  test("less than one whole unit is low", () => {
    expect([money("1"), money("0.999999999"), money("-3")].map(isCreditLow)).toEqual([false, true, true]);
  });

  test("somebody without an account is not found", async () => {
    await expect(creditOf(db, newId("user"))).rejects.toMatchObject({ refusal: "not_found", code: "noBillingAccount" });
  });
});

describe("the statement", () => {
  test("pages through every line once, with the balance after each", async () => {
    const alice = await aMember("alice");
    const accountId = await accountOf(alice.userId);
    for (let amount = 1n; amount <= 11n; amount++) await postTransaction(db, purchase(accountId, amount));
    const lines = [];
    let before: string | undefined;
    do {
      const page = await statementOf(db, alice.userId, { limit: 5, ...(before && { before }) });
      lines.push(...page.lines);
      before = page.older;
    } while (before);
    expect(lines.map((line) => line.amount)).toEqual([11n, 10n, 9n, 8n, 7n, 6n, 5n, 4n, 3n, 2n, 1n, money("5")]);
    expect(lines[0]?.balanceAfter).toBe(await availableOf(alice));
    for (const [i, line] of lines.entries())
      expect(line.balanceAfter - line.amount).toBe(lines[i + 1]?.balanceAfter ?? 0n);
  });

  test("charlie sees nothing of alice's, and a made-up cursor harms nobody", async () => {
    await aMember("alice");
    const charlie = await aMember("charlie");
    expect((await statementOf(db, charlie.userId)).lines).toHaveLength(1);
    expect((await statementOf(db, charlie.userId, { before: "1; drop table" })).lines).toHaveLength(1);
    expect((await statementOf(db, newId("user"))).lines).toEqual([]);
  });
});
