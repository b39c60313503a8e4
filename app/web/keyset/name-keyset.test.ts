import { expect, test } from "vitest";
import { nameKeysetOf, namePageOf } from "./name-keyset.server";

const names = ["a", "b & c", "d", "e", "f"];

/** As the queries answer: those after a name, or the ones that come before it. */
function rowsOf(asked: string) {
  const request = new Request(`http://localhost${asked}`);
  const keyset = nameKeysetOf(new URL(request.url).searchParams, 2);
  const { after, before, limit } = keyset;
  const matching = names.filter((name) => (before ? name < before : after ? name > after : true));
  const rows = (before ? matching.slice(-limit) : matching.slice(0, limit)).map((name) => ({ name }));
  const { shown, pages } = namePageOf(rows, keyset, request);
  return { names: shown.map(({ name }) => name), ...pages };
}

test("going on from page to page and back shows every name once each way", () => {
  const there = [rowsOf("/list")];
  for (let next = there[0]?.next; next; next = there.at(-1)?.next) there.push(rowsOf(next));
  expect(there.map((page) => page.names)).toEqual([["a", "b & c"], ["d", "e"], ["f"]]);
  const back = [rowsOf(there.at(-1)?.previous ?? "")];
  for (let previous = back[0]?.previous; previous; previous = back.at(-1)?.previous) back.push(rowsOf(previous));
  expect(back.map((page) => page.names)).toEqual([
    ["d", "e"],
    ["a", "b & c"],
  ]);
});

test("a name that nothing can have is not asked for", () => {
  expect(nameKeysetOf(new URLSearchParams({ after: "x".repeat(101), before: "" }), 2)).toEqual({ limit: 3 });
});
