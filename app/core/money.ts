/**
 * Money is whole: `Nano` is 1e-9 of the major unit (what prices need), `Minor` is the currency's smallest coin (what people pay).
 * A nano amount becomes minor units once, at the named places `minorOf` is called from. Sums of either are exact.
 */
export type Nano = bigint & { readonly __unit: "nano" };
export type Minor = bigint & { readonly __unit: "minor" };

const NANO_PER_MAJOR = 1_000_000_000n;

export const nano = (value: bigint): Nano => value as Nano;
export const minor = (value: bigint): Minor => value as Minor;
export const ZERO = nano(0n);

/** Sum of nano amounts, exact. */
export function sumNano(amounts: Iterable<bigint>): Nano {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return nano(sum);
}

/** Integer division rounding half to even. Throws RangeError when `divisor` is zero. */
export function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  if (divisor === 0n) throw new RangeError("division by zero");
  const negative = dividend < 0n !== divisor < 0n;
  const a = dividend < 0n ? -dividend : dividend;
  const d = divisor < 0n ? -divisor : divisor;
  const quotient = a / d;
  const twice = (a % d) * 2n;
  const rounded = twice > d || (twice === d && quotient % 2n === 1n) ? quotient + 1n : quotient;
  return negative ? -rounded : rounded;
}

/** Decimal places of a currency's minor unit (ISO 4217): 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

function nanoPerMinor(currency: string): bigint {
  return NANO_PER_MAJOR / 10n ** BigInt(minorDigits(currency));
}

/** Whole coins as nano, exact. */
export function nanoOf(amount: Minor, currency: string): Nano {
  return nano(amount * nanoPerMinor(currency));
}

/** Nano as whole coins, half-even: for showing and for charging, never for adding up. */
export function minorOf(amount: Nano, currency: string): Minor {
  return minor(divideHalfEven(amount, nanoPerMinor(currency)));
}

/** Whole coins as the decimal number of major units that programs read: 1250 of EUR → 12.5. For telling, never for reckoning. */
export function numberOf(amount: Minor, currency: string): number {
  return Number(amount) / 10 ** minorDigits(currency);
}

/** A nano amount as an exact decimal string of major units, without trailing zeros: 1_250_000_000n → "1.25". */
export function decimalOf(amount: Nano): string {
  const absolute = amount < 0n ? -amount : amount;
  const fraction = (absolute % NANO_PER_MAJOR).toString().padStart(9, "0").replace(/0+$/, "");
  return `${amount < 0n ? "-" : ""}${absolute / NANO_PER_MAJOR}${fraction && `.${fraction}`}`;
}

/** Reads "12.34" as nano; undefined when it is not a plain decimal number or has more than nine decimals. */
export function parseDecimal(text: string): Nano | undefined {
  const match = /^(-?)(\d{1,9})(?:\.(\d{1,9}))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, sign, whole = "0", fraction = ""] = match;
  const value = BigInt(whole) * NANO_PER_MAJOR + BigInt(fraction.padEnd(9, "0"));
  return nano(sign ? -value : value);
}
