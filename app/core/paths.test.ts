import fc from "fast-check";
import { expect, test } from "vitest";
import { safeReturnTo } from "./paths";

const portal = "https://atrium.example.org";

test.each([
  ["/dashboard", "/dashboard"],
  ["/usage?month=2026-11&sort=cost", "/usage?month=2026-11&sort=cost"],
  ["/environments/env_01h455vb4pex5vsknk084sn02q", "/environments/env_01h455vb4pex5vsknk084sn02q"],
  ["/billing#credits", "/billing"],
  ["/a/../dashboard", "/dashboard"],
  ["/usage?next=https://example.com/", "/usage?next=https://example.com/"],
])("a person who asked for %s returns to %s", (asked, path) => {
  expect(safeReturnTo(asked)).toBe(path);
});

test.each([
  null,
  undefined,
  "",
  "dashboard",
  "https://evil.example",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\/evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "\t//evil.example",
  " //evil.example",
  "/%09/evil.example\u0000",
  "/a\\..\\..\\evil",
  "javascript:alert(1)",
  "data:text/html,x",
  "/\u0085/evil.example",
  "/.//evil.example",
  "/..//evil.example",
  "/a/..//evil.example",
  "/./\\evil.example",
])("%j leads nowhere", (asked) => {
  expect(safeReturnTo(asked)).toBeUndefined();
});

test("whatever is asked for, the way back stays on this portal", () => {
  const piece = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    "//",
    "@",
    ":",
    "%2f",
    "%5c",
    "?",
    "#",
    "evil.example",
    "https:",
    "\t",
    "\n",
    " ",
    "a",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((all) => `/${all.join("")}`),
      ),
      (asked) => {
        const path = safeReturnTo(asked);
        if (path !== undefined) expect(new URL(path, portal).origin).toBe(portal);
      },
    ),
    { numRuns: 2000 },
  );
});
