import { expect, test } from "vitest";
import { instant } from "./clock";
import { csvLines } from "./csv.server";

test("records become lines that end in CRLF, quoted where they must be", () => {
  expect(csvLines([["a", 'say "b"', "c,d", "two\nlines"]])).toBe('a,"say ""b""","c,d","two\nlines"\r\n');
});

test("dates are ISO, objects are JSON, and what is not there is empty", () => {
  const at = instant("2026-03-04T12:00:00Z");
  expect(csvLines([[at, { a: 1 }, null, undefined, 3, true]])).toBe(
    '2026-03-04T12:00:00.000Z,"{""a"":1}",,,3,true\r\n',
  );
});

test.each(["=1+1", "+1", "-1+1|cmd", "-", "@sum", "\tx", "\rx", "＝1"])("%j stays text in a spreadsheet", (text) => {
  expect(csvLines([["x", text]]).replaceAll('"', "")).toBe(`x,'${text}\r\n`);
});

test.each(["-5", "-0.04", "5.00", "a=1"])("%j is left as it is", (text) => {
  expect(csvLines([["x", text]])).toBe(`x,${text}\r\n`);
});
