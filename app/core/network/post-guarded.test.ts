import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { guardedWith } from "~/testing/processes/stub-names";
import { outbound } from "./outbound.server";
import { postGuarded } from "./post-guarded.server";
import type { Resolve } from "./ssrf-guard.server";

let server: Server;
let port: number;
let asked: string[];
let connections: number;
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeEach(async () => {
  asked = [];
  connections = 0;
  answer = (_, response) => void response.end('{"ok":true}');
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.headers.host} ${request.url}`);
    answer(request, response);
  }).listen(0, "127.0.0.1");
  server.on("connection", () => (connections += 1));
  await once(server, "listening");
  ({ port } = server.address() as AddressInfo);
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const here = () => guardedWith(["127.0.0.1", "localhost"]);
const message = (url: string) => ({ url, headers: {}, body: "{}", timeoutMs: 2000 });

describe("what is sent", () => {
  const there = (host = "localhost") => message(`http://${host}:${port}/hook`);

  test("arrives, and its answer's status and beginning come back, whatever the status", async () => {
    for (const status of [200, 204, 404, 500]) {
      answer = (_, response) => void response.writeHead(status).end(status === 204 ? undefined : "as you\0 like");
      const sent = await postGuarded(there(), here());
      expect(sent).toMatchObject({ status, answer: status === 204 ? "" : "as you like" });
      expect(sent.latencyMs).toBeGreaterThanOrEqual(0);
    }
    expect(asked[0]).toBe(`POST localhost:${port} /hook`);
  });

  test("follows nothing: where it is sent elsewhere, that is the answer", async () => {
    answer = (_, response) => void response.writeHead(302, { location: "http://169.254.169.254/latest/" }).end();
    expect(await postGuarded(there(), here())).toMatchObject({ status: 302 });
    answer = (_, response) => void response.writeHead(307, { location: `http://127.0.0.1:${port}/again` }).end();
    expect(await postGuarded(there(), here())).toMatchObject({ status: 307 });
    expect(asked).toHaveLength(2);
  });

  test("gets an answer that is too long cut, also when it was packed small", async () => {
    answer = (_, response) => void response.end("x".repeat(5_000_000));
    expect(await postGuarded(there(), guardedWith(["localhost"], { longestAnswer: 64_000 }))).toEqual({
      status: 200,
      answer: "x".repeat(2000),
      latencyMs: expect.any(Number) as number,
    });
    answer = (_, response) =>
      void response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("x".repeat(5_000_000)));
    expect(await postGuarded(there(), here())).toMatchObject({ status: 200, answer: "x".repeat(1000) });
    await expect(
      guardedWith(["localhost"])
        .fetch(there().url)
        .then((all) => all.text()),
    ).rejects.toMatchObject({
      name: "AnswerTooLong",
    });
  });

  test("is given up after its time, before the answer and in the middle of it", async () => {
    const soon = { ...there(), timeoutMs: 150 };
    answer = () => undefined;
    expect(await postGuarded(soon, here())).toMatchObject({ failureCode: "receiverTooSlow" });
    answer = (_, response) => {
      response.writeHead(200).write(".");
      const drip = setInterval(() => response.write("."), 20);
      response.once("close", () => clearInterval(drip));
    };
    expect(await postGuarded(soon, here())).toMatchObject({ failureCode: "receiverTooSlow" });
  });

  test("to somebody who is not there, or whose certificate nobody vouches for, says so", async () => {
    answer = (request) => void request.socket.destroy();
    expect(await postGuarded(there(), here())).toMatchObject({ failureCode: "receiverUnreachable" });
    const plain = message(`https://127.0.0.1:${port}/`);
    expect(await postGuarded(plain, here())).toMatchObject({ failureCode: "receiverUntrusted" });
  });
});

describe("a cluster behind the guard", () => {
  const cluster = (longestAnswer = 1000) =>
    outbound({
      system: "test",
      base: `http://127.0.0.1:${port}`,
      isBroken: ({ status }) => status >= 500,
      retryDelayMs: 1,
      fetch: guardedWith(["127.0.0.1"], { longestAnswer }).fetch,
    });
  const ask = { call: "GET /", method: "GET", path: "/?a=b", timeoutMs: 1000, safeToRepeat: false } as const;

  test("is asked as before", async () => {
    expect(await cluster()(ask)).toMatchObject({ status: 200, body: { ok: true } });
    expect(asked).toEqual([`GET 127.0.0.1:${port} /?a=b`]);
  });

  test("that answers more than anybody asked for is a broken one", async () => {
    answer = (_, response) => void response.end(`"${"x".repeat(100_000)}"`);
    await expect(cluster()(ask)).rejects.toMatchObject({ name: "OutboundFailure", outcome: "bad_answer" });
    expect(await cluster(200_000)(ask)).toMatchObject({ status: 200 });
  });
});

describe("a name that means something else by the time", () => {
  test("brings nothing to what listens in the private network", async () => {
    let times = 0;
    const rebinding: Resolve = (_, __, resolved) =>
      resolved(null, [{ address: times++ === 0 ? "93.184.215.14" : "127.0.0.1", family: 4 }]);
    const guarded = guardedWith([], { resolve: rebinding });
    const address = `https://rebound.example:${port}/`;
    expect(await guarded.problemWith(address)).toBeUndefined();
    expect(await postGuarded(message(address), guarded)).toMatchObject({ failureCode: "addressPrivate" });
    expect([connections, times]).toEqual([0, 2]);
  });
});
