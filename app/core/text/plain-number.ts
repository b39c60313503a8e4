/** Persian and Arabic digits, each block in order from zero. */
const digitZeros = [0x06f0, 0x0660] as const;

/**
 * A number that a person typed as programs write it: `" ۱٬۲۵۰٫۵ "` → `"1250.5"`. Blanks and direction marks at its ends go, digits may be
 * Persian or Arabic; a mark before groups of three digits is none of a fraction, and a comma before one or two digits begins one. What is
 * no number stays what it is, for whoever reads it to refuse.
 */
export function asPlainNumber(typed: string): string {
  const plain = typed
    .replace(/^[\s\p{Bidi_Control}]+|[\s\p{Bidi_Control}]+$/gu, "")
    .replace(/[\u06f0-\u06f9\u0660-\u0669]/g, asAsciiDigit)
    .replaceAll("\u066b", ".");
  if (/^[+-]?\d{1,3}([,\u066c]\d{3})+(\.\d+)?$/.test(plain)) return plain.replace(/[,\u066c]/g, "");
  return plain.replace(/^([+-]?\d+),(\d{1,2})$/, "$1.$2");
}

function asAsciiDigit(digit: string): string {
  const code = digit.charCodeAt(0);
  const zero = digitZeros.find((one) => code >= one && code < one + 10) ?? code;
  return String(code - zero);
}
