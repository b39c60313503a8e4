import { decimalOf, nano, parseDecimal } from "./money";

/** How a sum of money is written: its digits are those of its currency; a sum below the smallest coin that is not nothing shows its decimals. */
export function coinOptions(amount: bigint, currency: string): Intl.NumberFormatOptions {
  const style = { style: "currency", currency, currencyDisplay: "narrowSymbol", roundingMode: "halfEven" } as const;
  const size = amount < 0n ? -amount : amount;
  return size > 0n && size < 5_000_000n ? { ...style, maximumFractionDigits: 4 } : style;
}

/** An exact sum (nano) as a reader of `locale` reads it: 20_000_069n of EUR → `€0.02`. */
export function moneyText(amount: bigint, currency: string, locale: string): string {
  const exact = decimalOf(nano(amount)) as `${number}`;
  return new Intl.NumberFormat(locale, coinOptions(amount, currency)).format(exact);
}

type Params = Readonly<Record<string, unknown>>;

/**
 * What fills a sentence, with its money written by `write`: beside a `currency`, every exact decimal is a sum of it. Programs get the
 * exact ones; people read them as money.
 */
export function withMoneyWritten(params: Params, write: (amount: bigint, currency: string) => string): Params {
  const { currency } = params;
  if (typeof currency !== "string") return params;
  const written = Object.entries(params).map(([name, value]) => {
    const sum = typeof value === "string" ? parseDecimal(value) : undefined;
    return [name, sum === undefined ? value : write(sum, currency)];
  });
  return Object.fromEntries(written) as Params;
}
