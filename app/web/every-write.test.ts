import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, request as ask, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { RouteConfigEntry } from "@remix-run/route-config";
import express from "express";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import routes from "~/routes";
import { trustProxies } from "~/web/security/trust-proxies.server";
import { refuseForeignWrites } from "~/web/security/csrf-guard.server";

const portal = "https://atrium.example.org";

/** What a proxy may say of a request, and what a page of another host would like it to say. */
const forwarded = {
  "x-forwarded-host": "evil.example",
  forwarded: "host=evil.example",
  "x-original-host": "evil.example",
};
const origins: Record<string, Record<string, string>> = {
  "the portal, by today's browsers": { origin: portal, "sec-fetch-site": "same-origin" },
  "the portal, by older browsers": { origin: portal },
  "a sibling host": { origin: "https://hub.example.org", "sec-fetch-site": "same-site" },
  "a sibling host that claims the portal's origin": { origin: portal, "sec-fetch-site": "same-site" },
  "another site": { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
  "another site, by older browsers": { origin: "https://evil.example" },
  "the portal's name with another's behind it": { origin: `${portal}.evil.example` },
  "the portal without encryption": { origin: "http://atrium.example.org" },
  "another port of the portal's host": { origin: `${portal}:8443` },
  "a page without an origin": { origin: "null", "sec-fetch-site": "cross-site" },
  "a page without an origin, by older browsers": { origin: "null" },
  "the address bar": { "sec-fetch-site": "none" },
  nobody: {},
};
const own = new Set(["the portal, by today's browsers", "the portal, by older browsers"]);

function leaves(entries: readonly RouteConfigEntry[], above = ""): { file: string; path: string }[] {
  return entries.flatMap((entry) => {
    const path = entry.path ? `${above}/${entry.path}` : above;
    return [{ file: entry.file, path: path || "/" }, ...leaves(entry.children ?? [], path)];
  });
}

const writes = leaves(routes)
  .filter(({ file }) => /export (async )?(function|const) action\b/.test(readFileSync(`app/${file}`, "utf8")))
  .map(({ path }) => path.replace("*", "anything").replaceAll(/:\w+/g, "cluster_01h455vb4pex5vsknk084sn02q"));
const ofBrowsers = writes.filter((path) => !path.startsWith("/api/"));

let server: Server;
let app: express.Express;

beforeAll(async () => {
  app = express();
  trustProxies(app, 1);
  app.use(refuseForeignWrites(portal));
  app.use((request, response) => void response.status(299).json({ host: request.hostname, headers: request.headers }));
  server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

/** Not `fetch`, which would not let the headers of a browser be forged. */
function sent(
  method: string,
  path: string,
  headers: Record<string, string>,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const call = ask(
      { host: "127.0.0.1", port, method, path, headers: { host: "evil.example", ...headers } },
      (answer) => {
        let body = "";
        answer.on("data", (chunk: Buffer) => (body += chunk.toString()));
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body }));
      },
    );
    call.on("error", reject).end();
  });
}

test("the matrix knows the routes that change something", () => {
  expect(ofBrowsers.length).toBeGreaterThanOrEqual(10);
  expect(writes).toContain("/sign-out");
  expect(writes).toContain("/api/webhooks/stripe");
});

describe.each(ofBrowsers)("a write to %s", (path) => {
  test.each(Object.keys(origins))("that comes from %s", async (from) => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"])
      for (const query of ["", "?_data=routes%2Fx", "?index&_data"])
        for (const claims of [{}, forwarded]) {
          const { status } = await sent(method, path + query, { ...origins[from], ...claims });
          expect([method, query, status]).toEqual([method, query, own.has(from) && query === "" ? 299 : 403]);
        }
  });
});

test("what a proxy claims of the host is forgotten before anybody can read it", async () => {
  const claims = { ...forwarded, "x-forwarded-port": "1", "x-original-url": "/admin", "x-rewrite-url": "/admin" };
  const { body } = await sent("GET", "/", { ...claims, host: "atrium.example.org" });
  expect(JSON.parse(body)).toMatchObject({ host: "atrium.example.org" });
  expect(body).not.toMatch(/evil|admin|x-forwarded-port/);
});

test.each([
  [0, "6.6.6.6", "127.0.0.1"],
  [0, "6.6.6.6, 7.7.7.7", "127.0.0.1"],
  [1, "6.6.6.6, 203.0.113.9", "203.0.113.9"],
  [1, "203.0.113.9", "203.0.113.9"],
  [2, "6.6.6.6, 203.0.113.9, 10.0.0.1", "203.0.113.9"],
  [2, "6.6.6.6, 7.7.7.7, 203.0.113.9, 10.0.0.1", "203.0.113.9"],
])("with %i proxies in front nobody forges their address (%s)", async (proxies, forwardedFor, address) => {
  const behind = express();
  trustProxies(behind, proxies);
  behind.use((request, response) => void response.json({ address: request.ip?.replace("::ffff:", "") }));
  const listening = createServer(behind).listen(0, "127.0.0.1");
  await once(listening, "listening");
  const url = `http://127.0.0.1:${(listening.address() as AddressInfo).port}/`;
  const answer = await fetch(url, { headers: { "x-forwarded-for": forwardedFor } });
  expect(await answer.json()).toEqual({ address });
  await new Promise((resolve) => listening.close(resolve));
});
