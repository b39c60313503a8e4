import { expect, test } from "vitest";
import { mayChange, type Caller } from "./same-origin.server";

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
  expect(mayChange(post({ fetchSite: "same-origin" }), portal)).toBe(true);
  expect(mayChange(post({ origin: portal }), portal)).toBe(true);
});

test("a page of a sibling host, another site, or one that says nothing may not", () => {
  for (const caller of [
    post({ fetchSite: "same-site", origin: portal }),
    post({ fetchSite: "cross-site" }),
    post({ origin: "https://evil.example" }),
    post({ origin: "null" }),
    post({}),
  ])
    expect(mayChange(caller, portal)).toBe(false);
});

test("the framework's data calls cannot be used to write", () => {
  expect(mayChange(post({ fetchSite: "same-origin", query: new URLSearchParams("_data=routes/x") }), portal)).toBe(
    false,
  );
});

test("webhooks prove themselves by their signature", () => {
  expect(mayChange(post({ path: "/api/webhooks/stripe" }), portal)).toBe(true);
  expect(mayChange(post({ path: "/api/webhooksx" }), portal)).toBe(false);
});
