import { HOUR } from "~/core/clock";

/** What an hourly price comes to over a stretch of time, in nano, rounded down. */
export function costOver(pricePerHour: bigint, milliseconds: number): bigint {
  return (pricePerHour * BigInt(Math.max(0, Math.round(milliseconds)))) / BigInt(HOUR);
}

/** For how many whole hours a balance pays; undefined where an hour costs nothing. */
export function hoursPaidBy(balance: bigint, pricePerHour: bigint): number | undefined {
  if (pricePerHour <= 0n) return undefined;
  return balance <= 0n ? 0 : Number(balance / pricePerHour);
}
