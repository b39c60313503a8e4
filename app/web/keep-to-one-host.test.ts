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

async function said(method: string, path: string, host: string) {
  const { port } = server.address() as AddressInfo;
  const sent = ask({ port, host: "127.0.0.1", method, path, headers: { host } }).end();
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
    const to = "https://atrium.example.org:8443/usage?month=2026-11";
    expect(await said("GET", "/usage?month=2026-11", host)).toMatchObject({ status: 307, to });
    expect((await said("GET", "//evil.example/x", host)).to).toBe("https://atrium.example.org:8443//evil.example/x");
  },
);

test("a form that comes by another name is refused in a sentence that says where the portal is, in both languages", async () => {
  const refused = await said("POST", "/environments/new", "10.0.0.7:3000");
  expect(refused.status).toBe(421);
  expect(refused.body.match(/https:\/\/atrium\.example\.org:8443/g)).toHaveLength(2);
  expect(refused.body).toMatch(/The portal is at .*\n.*[\u0600-\u06ff]/);
});

test("other systems may call by another name", async () => {
  expect((await said("POST", "/api/webhooks/stripe", "10.0.0.7:3000")).status).toBe(200);
});
