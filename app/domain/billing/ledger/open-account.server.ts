import { clock } from "~/core/clock";
import { env } from "~/core/env.server";
import { newId, type AccountId, type UserId } from "~/core/id";
import { decimalOf, parseDecimal, ZERO, type Nano } from "~/core/money";
import { db, type Db } from "~/db/pool.server";
import { transaction } from "~/db/transaction.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
import { findAccount, insertAccount } from "./accounts.queries.server";
import { ledgerAccounts } from "./ledger-accounts";
import { postTransaction } from "./post-transaction.server";

/** The person's billing account, opened with its welcome credit if it is not there; opened twice at once there is one. */
export async function openAccount(userId: UserId): Promise<AccountId> {
  const existing = await findAccount(db, userId);
  return existing?.id ?? transaction((tx) => open(tx, userId));
}

async function open(tx: Db, userId: UserId): Promise<AccountId> {
  const id = newId("acct");
  const createdAt = clock.now();
  const isMine = await insertAccount(tx, { id, userId, mode: "prepaid", currency: env().CURRENCY, createdAt });
  if (!isMine) return accountOfAnother(tx, userId);
  const welcome = parseDecimal(env().WELCOME_CREDIT) ?? ZERO;
  await postTransaction(tx, {
    idemKey: `welcome:${id}`,
    kind: "welcome",
    accountId: id,
    occurredAt: createdAt,
    entries: [
      [ledgerAccounts.promo, welcome],
      [ledgerAccounts.credits(id), -welcome],
    ],
  });
  await recordActivity(tx, { subjectId: userId, action: "billing.open", targetKind: "billing_account", targetId: id });
  if (welcome > 0n) await recordGrant(tx, userId, id, welcome);
  return id;
}

async function recordGrant(tx: Db, userId: UserId, id: AccountId, welcome: Nano): Promise<void> {
  const { CURRENCY: currency } = env();
  await recordActivity(tx, {
    subjectId: userId,
    action: "credits.grant",
    targetKind: "billing_account",
    targetId: id,
    after: { amount: decimalOf(welcome), currency, reason: "welcome" },
  });
}

async function accountOfAnother(tx: Db, userId: UserId): Promise<AccountId> {
  const account = await findAccount(tx, userId);
  if (!account) throw new Error(`no billing account of ${userId} after another opened it`);
  return account.id;
}
