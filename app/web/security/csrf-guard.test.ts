import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { passesCsrfGuard, refuseForeignWrites, type Provenance } from "./csrf-guard.server";

const portal = "https://atrium.example.org";
const api = "https://api.atrium.example.org";
const silent: Provenance = { method: "POST", origin: undefined, fetchSite: undefined, contentType: undefined };
const json = { contentType: "application/json; charset=utf-8" };

describe("a page's form", () => {
  const passes = (more: Partial<Provenance>) =>
    passesCsrfGuard({ ...silent, ...more }, { origins: [portal], programs: false });

  test("of the portal may change things", () => {
    expect(passes({ fetchSite: "same-origin" })).toBe(true);
    expect(passes({ origin: portal })).toBe(true);
  });

  test.each([
    { fetchSite: "same-site", origin: portal },
    { fetchSite: "cross-site" },
    { fetchSite: "none" },
    { origin: "https://evil.example" },
    { origin: "null" },
    {},
    json,
    { method: "DELETE" },
  ])("of a sibling host, of another site, or of what says nothing may not: %j", (request) => {
    expect(passes(request)).toBe(false);
  });
});

describe("a program's call with a session's cookie", () => {
  const passes = (more: Partial<Provenance>) =>
    passesCsrfGuard({ ...silent, ...more }, { origins: [portal, api], programs: true });

  test.each([
    { fetchSite: "same-origin" },
    { fetchSite: "same-site", origin: portal },
    { fetchSite: "same-site", origin: api },
    { origin: api },
    json,
    { method: "DELETE" },
    { method: "GET", fetchSite: "cross-site", origin: "https://evil.example" },
  ])("passes where no foreign page can have sent it: %j", (request) => {
    expect(passes(request)).toBe(true);
  });

  test.each([
    { fetchSite: "cross-site", origin: portal },
    { fetchSite: "cross-site", ...json },
    { fetchSite: "same-site", origin: "https://other.example.org" },
    { fetchSite: "same-site" },
    { origin: "null", ...json },
    { origin: "https://evil.example", method: "DELETE" },
    {},
    { contentType: "text/plain" },
    { contentType: "application/x-www-form-urlencoded" },
  ])("is refused where one can: %j", (request) => {
    expect(passes(request)).toBe(false);
  });
});

describe("before every page", () => {
  const app = express()
    .use(refuseForeignWrites(portal))
    .use((_, response) => response.sendStatus(204));
  const server = createServer(app);
  beforeAll(() => once(server.listen(0), "listening"));
  afterAll(() => server.close());

  const statusOf = async (path: string, headers: Record<string, string> = {}, method = "POST") => {
    const { port } = server.address() as AddressInfo;
    return (await fetch(`http://127.0.0.1:${port}${path}`, { method, headers })).status;
  };

  test("only the portal's own pages write", async () => {
    expect(await statusOf("/environments/new", { origin: portal })).toBe(204);
    expect(await statusOf("/environments/new", { origin: "https://evil.example" })).toBe(403);
    expect(await statusOf("/environments/new", {}, "GET")).toBe(204);
  });

  test("the framework's data calls cannot be used to write", async () => {
    expect(await statusOf("/environments/new?_data=routes/x", { origin: portal })).toBe(403);
    expect(await statusOf("/environments/new?_data=routes/x", {}, "GET")).toBe(204);
  });

  test("webhooks prove themselves by their signature", async () => {
    expect(await statusOf("/api/webhooks/stripe")).toBe(204);
    expect(await statusOf("/api/webhooksx")).toBe(403);
  });
});
