import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { EventSource as UndiciEventSource } from "undici";
import { afterEach, expect, test } from "vitest";
import { followStream } from "./follow-stream";

let server: Server;
let leave: () => void;

afterEach(async () => {
  leave();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** A server that answers the first requests with these statuses, and from then on with a stream that says one thing. */
async function serverThatBeginsWith(...statuses: number[]): Promise<string> {
  server = createServer((_, response) => {
    const status = statuses.shift() ?? 200;
    if (status !== 200) return void response.writeHead(status).end("no stream");
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.write(`retry: 20\ndata: {"ready":true}\n\n`);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/progress`;
}

function follow(url: string) {
  const heard: string[] = [];
  leave = followStream(
    url,
    { onMessage: (text) => heard.push(text), onReopen: () => heard.push("reopened"), onGone: () => heard.push("gone") },
    { open: (at) => new UndiciEventSource(at) as unknown as EventSource, delay: (failures) => failures * 10 },
  );
  return heard;
}

test.each([[[502, 502]], [[503, 503, 502, 502, 429, 429]]])(
  "a stream that was answered %j is opened again, and the page is told that it missed something",
  async (statuses) => {
    const heard = follow(await serverThatBeginsWith(...statuses));
    await expect.poll(() => heard).toEqual(["reopened", `{"ready":true}`]);
  },
);

test("a stream that breaks is taken up again", async () => {
  const heard = follow(await serverThatBeginsWith());
  await expect.poll(() => heard).toEqual([`{"ready":true}`]);
  server.closeAllConnections();
  await expect.poll(() => heard).toEqual([`{"ready":true}`, `{"ready":true}`]);
});

test.each([[401], [404]])("a stream that there is no more (%i) has the page asked for again", async (status) => {
  const heard = follow(await serverThatBeginsWith(...Array.from({ length: 40 }, () => status)));
  await expect.poll(() => heard).toContain("gone");
});
