import { HOUR } from "~/core/clock";

/** So many wrong codes may one member enter within `TRIES_WITHIN`. */
export const MOST_TRIES = 5;
export const TRIES_WITHIN = HOUR;

/** The letters of a set-up code: those of Crockford's base 32, in which no two look alike. */
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 20;
const GROUP = /.{5}/g;

/** A code of 100 bits, taken from the bytes of a keyed hash, in groups that can be read aloud. */
export function setUpCodeOf(bytes: Uint8Array): string {
  const code = Array.from(bytes.slice(0, LENGTH), (byte) => letters[byte % letters.length]).join("");
  return code.match(GROUP)?.join("-") ?? code;
}

/** What was typed as it was printed: groups, small letters and letters that look like digits are forgiven. */
export function settledSetUpCode(typed: string): string {
  const plain = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
  return plain.match(GROUP)?.join("-") ?? plain;
}
