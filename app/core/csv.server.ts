import { stringify } from "csv-stringify/sync";

/**
 * Records as lines of CSV (RFC 4180, CRLF). Dates become ISO 8601, objects JSON, null and undefined nothing. Text that a spreadsheet would take
 * for a formula gets an apostrophe; a negative number stays a number.
 */
export function csvLines(records: readonly (readonly unknown[])[]): string {
  return stringify(
    records.map((record) => record.map((value) => withoutFormula(textOf(value)))),
    // A line break alone is not its record delimiter, and would end a record all the same.
    { record_delimiter: "windows", quoted_match: /[\r\n]/ },
  );
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return "";
  return value instanceof Date ? value.toISOString() : JSON.stringify(value);
}

/** What begins so is computed when the file is opened (OWASP, CSV injection; the full-width forms are read alike). */
const formula = /^[=+\-@\t\r＝＋－＠]/;

function withoutFormula(text: string): string {
  return formula.test(text) && !/^-\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
}
