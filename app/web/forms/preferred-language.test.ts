import { expect, test } from "vitest";
import { preferredLanguage } from "./preferred-language.server";

const asking = (header: string | null) =>
  new Request("https://atrium.example.org/", header === null ? {} : { headers: { "Accept-Language": header } });

test.each([
  [null, "en"],
  ["", "en"],
  ["fa", "fa"],
  ["fa-IR,fa;q=0.9,en;q=0.8", "fa"],
  ["en-US,en;q=0.9,fa;q=0.8", "en"],
  ["en;q=0.5, fa;q=0.7", "fa"],
  ["de-DE,de;q=0.9,fa;q=0.2", "fa"],
  ["de, fr", "en"],
  ["FA", "fa"],
  ["*", "en"],
  ["fa;q=0, en", "en"],
  ["fa;q=0", "en"],
  ["fa;q=nonsense, en;q=0.1", "en"],
  [",,;;q=,", "en"],
])("is read from the header %j as %s", (header, language) => {
  expect(preferredLanguage(asking(header))).toBe(language);
});
