import type { AccountId } from "~/core/id";

/** What a transaction stands for. */
export type LedgerKind = "purchase" | "welcome" | "usage" | "refund" | "dispute" | "adjustment";

/**
 * The ledger's accounts. Debit is positive: money that waits at Stripe is an asset; members' credit, and credit that a dispute holds, is
 * what the installation owes; usage is what it earns; promotions are what it gives away; adjustments are what
 * an admin decided about money that was not what was asked for.
 */
export const ledgerAccounts = {
  clearing: "stripe:clearing",
  usage: "rev:usage",
  promo: "promo",
  adjustments: "adjustments",
  credits: (account: AccountId) => `cust:${account}:credits`,
  held: (account: AccountId) => `cust:${account}:held`,
} as const;
