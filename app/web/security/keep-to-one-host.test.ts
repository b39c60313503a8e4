import { createServer, request as ask, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import express from "express";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keepToOneHost } from "./keep-to-one-host.server";

let server: Server;

beforeAll(async () => {
  const app = express();
  app.use(keepToOneHost("https://atrium.example.org:8443"));
  app.use((request, response) => void response.send(`host ${request.get("Host") ?? ""}`));
  server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterAll(() => server.close());

async function said(method: string, path: string, host: string, more: Record<string, string> = {}) {
  const { port } = server.address() as AddressInfo;
  const sent = ask({ port, host: "127.0.0.1", method, path, headers: { host, ...more } }).end();
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  return { status: answer.statusCode, to: answer.headers.location, body: await text(answer) };
}

test.each(["atrium.example.org:8443", "atrium.example.org", "ATRIUM.example.org:3000"])(
  "the portal's own host is served as %s, and everything behind sees it as it is set",
  async (host) => {
    expect(await said("POST", "/environments/new", host)).toMatchObject({
      status: 200,
      body: "host atrium.example.org:8443",
    });
  },
);

test.each(["10.0.0.7:3000", "evil.example", "atrium.example.org.evil.example", "bad host", ""])(
  "whoever reads at %j is led to the portal's host, and nowhere else",
  async (host) => {
    const to = "https://atrium.example.org:8443/usage?month=2026-11&led-to-host";
    expect(await said("GET", "/usage?month=2026-11", host)).toMatchObject({ status: 307, to });
    expect((await said("GET", "//evil.example/x", host)).to).toBe(
      "https://atrium.example.org:8443//evil.example/x?led-to-host",
    );
  },
);

test("who was led to the portal's host is there, at the address that they asked for", async () => {
  const { to } = await said("GET", "/usage?month=2026-11", "10.0.0.7:3000");
  const { pathname, search } = new URL(String(to));
  const there = await said("GET", `${pathname}${search}`, "atrium.example.org:8443");
  expect(there).toMatchObject({ status: 307, to: "https://atrium.example.org:8443/usage?month=2026-11" });
  expect(await said("GET", "/usage?month=2026-11", "atrium.example.org:8443")).toMatchObject({ status: 200 });
});

test("behind a proxy that passes on no Host nobody is led in a circle: the operator reads what to set, in both languages", async () => {
  const behind = "atrium_upstream";
  const { to } = await said("GET", "/", behind);
  const { pathname, search } = new URL(String(to));
  const circle = await said("GET", `${pathname}${search}`, behind);
  const form = await said("POST", "/environments/new", behind, { origin: "https://atrium.example.org:8443" });
  for (const { status, body } of [circle, form]) {
    expect(status).toBe(421);
    expect(body.match(/proxy_set_header Host \$http_host/g)).toHaveLength(2);
    expect(body).toMatch(/A proxy .*https:\/\/atrium\.example\.org:8443.*\n.*[\u0600-\u06ff]/);
  }
});

test("a form that comes by another name is refused in a sentence that says where the portal is, in both languages", async () => {
  const refused = await said("POST", "/environments/new", "10.0.0.7:3000");
  expect(refused.status).toBe(421);
  expect(refused.body.match(/https:\/\/atrium\.example\.org:8443/g)).toHaveLength(2);
  expect(refused.body).toMatch(/The portal is at .*\n.*[\u0600-\u06ff]/);
});

test("other systems may call by another name", async () => {
  expect((await said("POST", "/api/webhooks/stripe", "10.0.0.7:3000")).status).toBe(200);
});
