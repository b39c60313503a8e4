import { expect, test } from "vitest";
import { passesCsrfGuard, type Caller } from "./same-origin.server";

const portal = "https://atrium.example.org";
const post = (more: Partial<Caller>): Caller => ({
  method: "POST",
  path: "/environments/new",
  query: new URLSearchParams(),
  origin: undefined,
  fetchSite: undefined,
  ...more,
});

test("the portal's own forms may change things", () => {
  expect(passesCsrfGuard(post({ fetchSite: "same-origin" }), portal)).toBe(true);
  expect(passesCsrfGuard(post({ origin: portal }), portal)).toBe(true);
});

test("a page of a sibling host, another site, or one that says nothing may not", () => {
  for (const caller of [
    post({ fetchSite: "same-site", origin: portal }),
    post({ fetchSite: "cross-site" }),
    post({ origin: "https://evil.example" }),
    post({ origin: "null" }),
    post({}),
  ])
    expect(passesCsrfGuard(caller, portal)).toBe(false);
});

test("the framework's data calls cannot be used to write", () => {
  expect(
    passesCsrfGuard(post({ fetchSite: "same-origin", query: new URLSearchParams("_data=routes/x") }), portal),
  ).toBe(false);
});

test("webhooks prove themselves by their signature", () => {
  expect(passesCsrfGuard(post({ path: "/api/webhooks/stripe" }), portal)).toBe(true);
  expect(passesCsrfGuard(post({ path: "/api/webhooksx" }), portal)).toBe(false);
});
