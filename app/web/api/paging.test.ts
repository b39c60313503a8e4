import { expect, test } from "vitest";
import { z } from "zod";
import { cutting, paging } from "./paging.server";

const read = (query: Record<string, unknown>) => z.object(paging({ usual: 20, most: 100 })).safeParse(query);

test("a list shows its usual page to whoever does not say, and the page that is asked for otherwise", () => {
  expect(read({}).data).toEqual({ limit: 20, offset: 0 });
  expect(read({ limit: "100", offset: "40" }).data).toEqual({ limit: 100, offset: 40 });
});

test("what is no whole number within the caps is refused, and never bent into one", () => {
  for (const limit of ["0", "101", "-1", "1.5", "1e1", "0x10", " 5", "", "NaN", "9".repeat(30), ["5", "6"], { a: "1" }])
    expect(read({ limit }).success, JSON.stringify(limit)).toBe(false);
  expect(read({ offset: "100001" }).success).toBe(false);
  expect(read({ limit: "101" }).error?.issues[0]?.message).toBe("must be a whole number from 1 to 100");
});

test("a list that is only cut short has no offset", () => {
  expect(Object.keys(cutting())).toEqual(["limit"]);
});
