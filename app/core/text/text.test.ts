import fc from "fast-check";
import { expect, test } from "vitest";
import { asSingleLine, isStorable, multiLine, readJson, singleLine, unstorableIn } from "./text";

test("a Persian name with its joiners, and a family of emoji, are text on one line", () => {
  for (const text of ["گزارش‌های شبانه", "👩‍👩‍👧", "Zoë", ""]) expect(singleLine.test(text), text).toBe(true);
});

test("a line break is a part of several lines and not of one; what nobody sees is a part of neither", () => {
  for (const text of ["one\ntwo", "one\r\ntwo", "one\ttwo"])
    expect([singleLine.test(text), multiLine.test(text)]).toEqual([false, true]);
  for (const unseen of [
    "\0",
    "\u0007",
    "\u001b",
    "\u0085",
    "\u2028",
    "\u061c",
    "\u200e",
    "\u202e",
    "\u2067",
    "\u200b",
    "\u2060",
    "\u00ad",
    "\u3164",
    "\ufeff",
  ])
    expect([singleLine.test(`a${unseen}b`), multiLine.test(`a${unseen}b`)], JSON.stringify(unseen)).toEqual([
      false,
      false,
    ]);
});

test("whatever else is written may be shown on one line once it was made fit", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      (text) => singleLine.test(asSingleLine(text)) && isStorable(asSingleLine(text)),
    ),
  );
  expect(asSingleLine(" Zoe\u0308\n \ud800Quinn ")).toBe("Zo\u00eb Quinn");
});

test("what cannot be stored is found wherever it is, in names too", () => {
  expect(unstorableIn({ a: ["fine", { b: "\0" }] })).toBe("a.1.b");
  expect(unstorableIn({ config: { "\ud800": 1 } })).toBe("config");
  expect(unstorableIn("\udc00")).toBe("");
  for (const fine of [undefined, null, 7, "text", [], {}, { a: "👩‍🔬" }]) expect(unstorableIn(fine)).toBeUndefined();
});

test("however deep a value is, it is looked through", () => {
  const depth = 200_000;
  expect(readJson(`${"[".repeat(depth)}"\\u0000"${"]".repeat(depth)}`)).toBeUndefined();
  expect(readJson(`${"[".repeat(depth)}1${"]".repeat(depth)}`)).toBeDefined();
});
