import { once } from "node:events";
import { createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compress, sendJson } from "./compress.server";

const app = express();
app.get("/small", (request, response) => sendJson(request, response, { name: "cup" }));
app.get("/large", (request, response) => sendJson(request, response, { names: Array<string>(500).fill("cup") }));
app.get("/events", compress, (_, response) => {
  response.type("text/event-stream").write(`data: ${"cup ".repeat(500)}\n\n`);
});
const server = createServer(app);
beforeAll(async () => {
  await once(server.listen(0), "listening");
});
afterAll(() => server.close());

async function ask(path: string, accepts = "gzip"): Promise<IncomingMessage> {
  const { port } = server.address() as AddressInfo;
  const asked = get({ port, path, agent: false, headers: { "Accept-Encoding": accepts } });
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  answer.destroy();
  return answer;
}

test("what a program is sent is compressed when that pays and it can read it", async () => {
  const encodings = [await ask("/small"), await ask("/large"), await ask("/large", "identity")];
  expect(encodings.map(({ headers }) => headers["content-encoding"])).toEqual([undefined, "gzip", undefined]);
  expect(encodings.map(({ headers }) => headers["content-type"])).toEqual(
    Array(3).fill("application/json; charset=utf-8"),
  );
  expect(encodings[1]?.headers.vary).toBe("Accept-Encoding");
});

test("what follows something as it happens is not held back to be compressed", async () => {
  expect((await ask("/events")).headers["content-encoding"]).toBeUndefined();
});
