import { expect, test } from "vitest";
import { keysetOf, pageOf } from "./keyset.server";

const isText = (value: unknown): value is string => typeof value === "string";
const rows = (...ids: string[]) => ids.map((id) => ({ id }));
const request = (query: string) => new Request(`http://portal/members?q=al&${query}`);
const read = (query: string) => keysetOf(new URL(request(query).url).searchParams, isText, 2);

test("the first page leads to older ones only, and keeps the search", () => {
  const { shown, pages } = pageOf(rows("e", "d", "c"), read(""), request(""));
  expect(shown).toEqual(rows("e", "d"));
  expect(pages).toEqual({ older: "/members?q=al&before=d" });
});

test("a page in the middle leads both ways, the last one back only", () => {
  expect(pageOf(rows("c", "b", "a"), read("before=d"), request("before=d")).pages).toEqual({
    newer: "/members?q=al&after=c",
    older: "/members?q=al&before=b",
  });
  expect(pageOf(rows("a"), read("before=b"), request("before=b")).pages).toEqual({ newer: "/members?q=al&after=a" });
});

test("going back shows the rows next to where one came from", () => {
  const { shown, pages } = pageOf(rows("e", "d", "c"), read("after=b"), request("after=b"));
  expect(shown).toEqual(rows("d", "c"));
  expect(pages).toEqual({ newer: "/members?q=al&after=d", older: "/members?q=al&before=c" });
});
