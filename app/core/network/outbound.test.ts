import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { metrics } from "~/core/metrics.server";
import { outbound, type OutboundOptions, type OutboundRequest } from "./outbound.server";

let server: Server;
let requests: { method: string; url: string; body: string; authorization?: string }[];
/** How the other system answers; each test says. */
let answer: (request: IncomingMessage, response: ServerResponse, times: number) => void;

const ok = (_: IncomingMessage, response: ServerResponse) => void response.end('{"ok":true}');
const ask: OutboundRequest = {
  call: "GET /things",
  method: "GET",
  path: "/things",
  timeoutMs: 1000,
  safeToRepeat: true,
};
const change: OutboundRequest = {
  ...ask,
  call: "POST /things",
  method: "POST",
  body: { name: "ü" },
  safeToRepeat: false,
};

beforeEach(async () => {
  requests = [];
  answer = ok;
  server = createServer((request, response) => void listen(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function listen(request: IncomingMessage, response: ServerResponse) {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  const { method = "", url = "", headers } = request;
  requests.push({ method, url, body, ...(headers.authorization && { authorization: headers.authorization }) });
  answer(request, response, requests.length);
}

function system(options: Partial<OutboundOptions> = {}) {
  const { port } = server.address() as AddressInfo;
  return outbound({
    system: "test",
    base: `http://127.0.0.1:${port}/api`,
    isBroken: ({ status }) => status >= 500,
    retryDelayMs: 1,
    breakerRestsMs: 60,
    ...options,
  });
}

const status = (code: number) => (_: IncomingMessage, response: ServerResponse) =>
  void response.writeHead(code).end("<h1>no</h1>");

describe("a call to another system", () => {
  test("brings what was asked, with the system's own headers and the query", async () => {
    const call = system({ headers: { authorization: "token t" } });
    const answered = await call({ ...ask, query: { name: "a b", absent: undefined } });
    expect(answered).toMatchObject({ status: 200, body: { ok: true } });
    expect(requests).toEqual([{ method: "GET", url: "/api/things?name=a+b", body: "", authorization: "token t" }]);
  });

  test("takes any status that does not mean broken as an answer, and HTML as text", async () => {
    answer = status(404);
    expect(await system()(ask)).toMatchObject({ status: 404, body: "<h1>no</h1>" });
    expect(requests).toHaveLength(1);
  });

  test("does not follow the other system elsewhere", async () => {
    answer = (_, response) => void response.writeHead(302, { location: "http://169.254.169.254/" }).end();
    expect(await system()(ask)).toMatchObject({ status: 302 });
  });

  test("is tried three times when it is safe to repeat, and the third may succeed", async () => {
    answer = (request, response, times) => (times < 3 ? status(503)(request, response) : ok(request, response));
    expect(await system()(ask)).toMatchObject({ status: 200 });
    expect(requests).toHaveLength(3);
  });

  test("gives up after the third try", async () => {
    answer = status(500);
    await expect(system()(ask)).rejects.toMatchObject({
      name: "OutboundFailure",
      outcome: "bad_answer",
      system: "test",
      call: "GET /things",
    });
    expect(requests).toHaveLength(3);
  });

  test("that changes something is tried once, whatever comes of it", async () => {
    answer = status(503);
    await expect(system()(change)).rejects.toMatchObject({ outcome: "bad_answer" });
    answer = (request) => void request.socket.destroy();
    await expect(system()(change)).rejects.toMatchObject({ outcome: "network" });
    expect(requests.map(({ body }) => body)).toEqual(['{"name":"ü"}', '{"name":"ü"}']);
  });

  test("ends after its time-out, also when the answer began and never ends", async () => {
    const once = { ...ask, timeoutMs: 80, safeToRepeat: false };
    answer = () => undefined;
    await expect(system()(once)).rejects.toMatchObject({ outcome: "timeout" });
    answer = (_, response) => void response.writeHead(200).write("{");
    await expect(system()(once)).rejects.toMatchObject({ outcome: "timeout" });
  });

  test("to a system that is gone is a network failure", async () => {
    const call = system();
    await new Promise((resolve) => server.close(resolve));
    await expect(call(ask)).rejects.toMatchObject({ outcome: "network" });
  });

  test("is measured by system, call and outcome", async () => {
    metrics.resetMetrics();
    answer = (request, response, times) => (times === 1 ? status(503)(request, response) : ok(request, response));
    await system()(ask);
    const counted = (await metrics.getSingleMetric("atrium_outbound_call_seconds")?.get())?.values ?? [];
    const outcomes = counted.filter(
      (value) => "metricName" in value && value.metricName === "atrium_outbound_call_seconds_count",
    );
    expect(outcomes.map(({ labels, value }) => [labels["call"], labels["outcome"], value])).toEqual([
      ["GET /things", "503", 1],
      ["GET /things", "200", 1],
    ]);
  });
});

describe("a system that is broken", () => {
  const once = { ...ask, safeToRepeat: false };

  async function breakIt(call: ReturnType<typeof system>) {
    answer = status(500);
    for (let times = 1; times <= 5; times++) await expect(call(once)).rejects.toMatchObject({ outcome: "bad_answer" });
  }

  test("is left in peace after five broken answers in a row: callers are told at once", async () => {
    const call = system({ breakerRestsMs: 60_000 });
    await breakIt(call);
    await expect(call(once)).rejects.toMatchObject({ name: "OutboundFailure", outcome: "circuit_open" });
    await expect(call(ask)).rejects.toMatchObject({ outcome: "circuit_open" });
    expect(requests).toHaveLength(5);
  });

  test("is asked again after a rest, and used as before when it answers", async () => {
    const call = system();
    await breakIt(call);
    answer = ok;
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(await call(once)).toMatchObject({ status: 200 });
    expect(await call(once)).toMatchObject({ status: 200 });
  });

  test("is left in peace again when it is still broken after the rest", async () => {
    const call = system();
    await breakIt(call);
    await new Promise((resolve) => setTimeout(resolve, 80));
    await expect(call(once)).rejects.toMatchObject({ outcome: "bad_answer" });
    await expect(call(once)).rejects.toMatchObject({ outcome: "circuit_open" });
  });

  test("does not take another system with it", async () => {
    const [broken, sound] = [system(), system()];
    await breakIt(broken);
    answer = ok;
    expect(await sound(once)).toMatchObject({ status: 200 });
  });

  test("is not what a system is that says no", async () => {
    const call = system();
    answer = status(403);
    for (let times = 1; times <= 8; times++) expect(await call(once)).toMatchObject({ status: 403 });
  });
});
