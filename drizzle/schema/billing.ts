import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  date,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { PurchaseState } from "../../app/domain/billing/purchases/credit-purchase";
import type { LedgerKind } from "../../app/domain/billing/ledger/ledger-accounts";
import type { Meter } from "../../app/domain/billing/prices/meter";
import { users } from "./identity";

const at = (name: string) => timestamp(name, { withTimezone: true });
const whole = (name: string) => bigint(name, { mode: "bigint" });

export const billingAccounts = pgTable("billing_accounts", {
  id: text("id").primaryKey(),
  userId: text("user_id")
    .notNull()
    .unique()
    .references(() => users.id),
  mode: text("mode").$type<"prepaid">().notNull(),
  currency: text("currency").notNull(),
  stripeCustomerId: text("stripe_customer_id").unique(),
  createdAt: at("created_at").notNull(),
});

/** Versioned unit prices: a new version begins at a window's start, and the past keeps the one it had. */
export const priceBooks = pgTable("price_books", {
  id: text("id").primaryKey(),
  version: integer("version").notNull().unique(),
  currency: text("currency").notNull(),
  validFrom: at("valid_from").notNull().unique(),
});

export const prices = pgTable(
  "prices",
  {
    priceBookId: text("price_book_id")
      .notNull()
      .references(() => priceBooks.id),
    meter: text("meter").$type<Meter>().notNull(),
    /** `nano` (1e-9 of the currency) for `quantity` native units of the meter: an exact fraction. */
    nano: whole("nano").notNull(),
    quantity: whole("quantity").notNull(),
  },
  (t) => [primaryKey({ columns: [t.priceBookId, t.meter] })],
);

/** Cumulative: what was used, what that is worth, and how much of it the ledger has. Only differences are posted. */
export const usageTotals = pgTable(
  "usage_totals",
  {
    accountId: text("account_id")
      .notNull()
      .references(() => billingAccounts.id),
    period: date("period", { mode: "string" }).notNull(),
    meter: text("meter").$type<Meter>().notNull(),
    priceBookId: text("price_book_id")
      .notNull()
      .references(() => priceBooks.id),
    quantity: whole("quantity")
      .notNull()
      .default(sql`0`),
    ratedNano: whole("rated_nano")
      .notNull()
      .default(sql`0`),
    postedNano: whole("posted_nano")
      .notNull()
      .default(sql`0`),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.period, t.meter, t.priceBookId] }),
    index("usage_totals_period_idx").on(t.period),
    index("usage_totals_unposted_idx")
      .on(t.accountId)
      .where(sql`rated_nano <> posted_nano`),
  ],
);

export const ledgerTransactions = pgTable(
  "ledger_transactions",
  {
    id: text("id").primaryKey(),
    /** The business fact it stands for; posting the same fact again does nothing. */
    idemKey: text("idem_key").notNull().unique(),
    kind: text("kind").$type<LedgerKind>().notNull(),
    accountId: text("account_id")
      .notNull()
      .references(() => billingAccounts.id),
    subject: text("subject"),
    occurredAt: at("occurred_at").notNull(),
  },
  (t) => [index("ledger_transactions_account_idx").on(t.accountId, t.occurredAt, t.id)],
);

/** Debit is positive. Every transaction sums to zero (checked by the database at commit); nothing is ever changed or removed. */
export const ledgerEntries = pgTable(
  "ledger_entries",
  {
    id: bigserial("id", { mode: "bigint" }).primaryKey(),
    transactionId: text("transaction_id")
      .notNull()
      .references(() => ledgerTransactions.id),
    ledgerAccount: text("ledger_account").notNull(),
    amountNano: whole("amount_nano").notNull(),
  },
  (t) => [
    index("ledger_entries_transaction_idx").on(t.transactionId),
    index("ledger_entries_account_idx").on(t.ledgerAccount, t.id),
  ],
);

export const ledgerBalances = pgTable("ledger_balances", {
  ledgerAccount: text("ledger_account").primaryKey(),
  amountNano: whole("amount_nano").notNull(),
});

export const creditPurchases = pgTable(
  "credit_purchases",
  {
    id: text("id").primaryKey(),
    accountId: text("account_id")
      .notNull()
      .references(() => billingAccounts.id),
    amountMinor: whole("amount_minor").notNull(),
    currency: text("currency").notNull(),
    /** created · open (a checkout page waits) · paid · expired · failed · quarantined (what was paid is not what was asked) */
    state: text("state").$type<PurchaseState>().notNull(),
    sessionId: text("session_id").unique(),
    /** The payment that settled it. Absent until then, and of purchases settled before it was kept. */
    paymentIntentId: text("payment_intent_id"),
    checkoutUrl: text("checkout_url"),
    /** Chosen by the form, so that sending it twice buys once. */
    clientKey: text("client_key").notNull(),
    createdAt: at("created_at").notNull(),
    settledAt: at("settled_at"),
    /** When the clock asks Stripe about an open purchase next, and how often it has: what stays open is asked about ever less often. */
    checkAt: at("check_at"),
    checks: integer("checks").notNull().default(0),
    /** The number of the reading of Stripe's refunds and disputes that was acted on last (`stripe_reads`). */
    reversalsRead: whole("reversals_read")
      .notNull()
      .default(sql`0`),
  },
  (t) => [
    uniqueIndex("credit_purchases_client_key").on(t.accountId, t.clientKey),
    index("credit_purchases_account_idx").on(t.accountId, t.createdAt),
    index("credit_purchases_open_idx")
      .on(t.checkAt, t.createdAt)
      .where(sql`state = 'open'`),
    index("credit_purchases_quarantined_idx")
      .on(t.id)
      .where(sql`state = 'quarantined'`),
  ],
);

/**
 * Payments that name a purchase and did not settle it: paid on another page, or a second time. No credit is given for them; they wait for
 * a person until `sentBackMinor`, what went back of `amountMinor` by the reading of Stripe `reversalsRead`, is all of it.
 */
export const unappliedPayments = pgTable(
  "unapplied_payments",
  {
    paymentIntentId: text("payment_intent_id").primaryKey(),
    purchaseId: text("purchase_id")
      .notNull()
      .references(() => creditPurchases.id),
    /** What was collected, with tax. */
    amountMinor: whole("amount_minor").notNull(),
    sentBackMinor: whole("sent_back_minor")
      .notNull()
      .default(sql`0`),
    currency: text("currency").notNull(),
    noticedAt: at("noticed_at").notNull(),
    reversalsRead: whole("reversals_read")
      .notNull()
      .default(sql`0`),
  },
  (t) => [
    index("unapplied_payments_waiting_idx")
      .on(t.noticedAt)
      .where(sql`sent_back_minor < amount_minor`),
  ],
);

/** Numbers the readings of Stripe: drawn before Stripe is asked, so that an older answer is known from a newer one. */
export const stripeReads = pgSequence("stripe_reads");

/** How an admin resolved a quarantined purchase: once, by the primary key. What was given is the ledger's `adjustment`. */
export const purchaseResolutions = pgTable("purchase_resolutions", {
  purchaseId: text("purchase_id")
    .primaryKey()
    .references(() => creditPurchases.id),
  actorId: text("actor_id")
    .notNull()
    .references(() => users.id),
  amountNano: whole("amount_nano").notNull(),
  /** The member reads it. */
  reason: text("reason").notNull(),
  resolvedAt: at("resolved_at").notNull(),
});

/** Inbox: every event is stored once by its id before anything is done about it. */
export const stripeEvents = pgTable(
  "stripe_events",
  {
    id: text("id").primaryKey(),
    type: text("type").notNull(),
    objectId: text("object_id"),
    apiVersion: text("api_version"),
    payload: jsonb("payload").notNull(),
    receivedAt: at("received_at").notNull(),
    handledAt: at("handled_at"),
  },
  (t) => [
    index("stripe_events_waiting_idx")
      .on(t.receivedAt)
      .where(sql`handled_at is null`),
  ],
);
