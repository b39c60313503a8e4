import { z } from "zod";
import { isStorable, multiLine, singleLine } from "./text";
import { asPlainNumber } from "./plain-number";

/** Characters at least and at most, and the codes of the sentences for a text that is missing or too short, and one that is too long. */
type Bounds = { least?: number; most: number; code?: string; tooLong?: string | undefined };

/**
 * A text that somebody types on one line: blanks at its ends go, letters are composed (NFC), and what cannot be seen on a line (line
 * breaks, control and direction characters) is refused. Every input that takes text takes it by this, or by {@link lines}.
 */
export function line(bounds: Bounds) {
  return text(bounds).regex(singleLine, "textNotSingleLine").refine(isStorable, "textUnstorable");
}

/** The same of several lines, whose breaks come as `\n`. */
export function lines(bounds: Bounds) {
  return text(bounds)
    .regex(multiLine, "textNotReadable")
    .refine(isStorable, "textUnstorable")
    .overwrite((given) => given.replaceAll(/\r\n?/g, "\n"));
}

function text({ least = 1, most, code, tooLong = code }: Bounds) {
  return z.string(code).normalize("NFC").trim().min(least, code).max(most, tooLong);
}

/** A whole number that somebody types, in their own digits and with blanks round it; `code` of the sentence for everything else. */
export function wholeNumberInput({ least, most, code }: { least: number; most: number; code: string }) {
  const number = z.coerce.number(code).int(code).min(least, code).max(most, code);
  return z.preprocess((given) => (typeof given === "string" ? asPlainNumber(given) : given), number);
}
