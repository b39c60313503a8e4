import { minor, minorOf, nano, numberOf, type Nano } from "~/core/money";

/** A member's credit as programs read it, in major units of the currency. */
export type SerializedCredits = { balance: number; total_purchased: number; total_used: number };

/**
 * Credit as the API tells it: all that came in (bought and given, less what was refunded or is held), what was used, and what is left.
 * What came in is whole coins; what was used is rounded to them once, and the rest is the difference: so `balance` = `total_purchased` −
 * `total_used`, always, to the coin.
 */
export function serializeCredits(credit: { available: Nano; used: Nano; currency: string }): SerializedCredits {
  const { available, used, currency } = credit;
  const cameIn = minorOf(nano(available + used), currency);
  const spent = minorOf(used, currency);
  const amount = (coins: bigint) => numberOf(minor(coins), currency);
  return { balance: amount(cameIn - spent), total_purchased: amount(cameIn), total_used: amount(spent) };
}

/** Nothing came in, and nothing was used. */
export const noCredits: SerializedCredits = { balance: 0, total_purchased: 0, total_used: 0 };
