import fc from "fast-check";
import { expect, test } from "vitest";
import { instant } from "~/core/clock";
import { runIdOf } from "./backend.server";

test("names that look alike are not the same run", () => {
  const names = fc.tuple(fc.string({ maxLength: 3 }), fc.string({ maxLength: 3 }));
  fc.assert(
    fc.property(names, names, (a, b) => {
      const uid = ([user, server]: [string, string]) => runIdOf(user, server, instant("2026-03-10T10:00:00Z"));
      expect(uid(a) === uid(b)).toBe(a[0] === b[0] && a[1] === b[1]);
    }),
  );
});
