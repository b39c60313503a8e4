import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { allowanceOf, isAllowable, mayReach } from "./address-allowance.server";
import { outbound } from "./outbound.server";
import { sendToTypedAddress } from "./send-to-typed-address.server";
import { typedDoor, type Resolve, type TypedAddressRules } from "./typed-address.server";

const portalUrl = "https://atrium.example.org";
let server: Server;
let port: number;
let asked: string[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeEach(async () => {
  asked = [];
  answer = (_, response) => void response.end('{"ok":true}');
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.headers.host} ${request.url}`);
    answer(request, response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  ({ port } = server.address() as AddressInfo);
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const names: Record<string, string[]> = {
  "example.com": ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"],
  "10.0.0.5.nip.io": ["10.0.0.5"],
  "metadata.google.internal": ["169.254.169.254"],
  "localtest.me": ["127.0.0.1"],
  "half.example": ["93.184.215.14", "192.168.1.1"],
  "mapped.example": ["::ffff:10.0.0.1"],
  "hub.internal.example": ["10.20.3.4"],
  "sneaky.internal.example": ["169.254.169.254"],
};

/** Names as this table has them; `localhost` is this machine, and what is not in it does not exist. */
const resolve: Resolve = (host, _, resolved) => {
  const addresses = host === "localhost" ? ["127.0.0.1"] : names[host];
  if (!addresses) return resolved(Object.assign(new Error("unknown"), { code: "ENOTFOUND" }), []);
  resolved(
    null,
    addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
  );
};

const door = (allowed: string[] = [], more: Partial<TypedAddressRules> = {}) =>
  typedDoor({ allowance: allowanceOf(allowed), portalUrl, longestAnswer: 1000, resolve, ...more });
const here = () => door(["127.0.0.1", "localhost"]);
const message = (url: string) => ({
  url,
  headers: { "content-type": "application/json" },
  body: "{}",
  timeoutMs: 2000,
});

const privateAddresses = [
  "https://127.0.0.1/",
  "https://127.1/",
  "https://127.0.0.1./",
  "https://2130706433/",
  "https://0x7f000001/",
  "https://0x7f.1/",
  "https://017700000001/",
  "https://0177.0.0.1/",
  "https://127.0.0.1:8443/",
  "https://１２７.０.０.１/",
  "https://①②⑦.0.0.1/",
  "https://127。0。0。1/",
  "https://0/",
  "https://0.0.0.0/",
  "https://10.0.0.1/",
  "https://10.255.255.255/",
  "https://172.16.0.1/",
  "https://172.31.255.255/",
  "https://192.168.0.1/",
  "https://100.64.0.1/",
  "https://100.100.100.200/",
  "https://168.63.129.16/",
  "https://169.254.169.254/latest/meta-data/",
  "https://2852039166/",
  "https://0xA9FEA9FE/",
  "https://0251.0376.0251.0376/",
  "https://192.0.0.192/",
  "https://192.0.2.1/",
  "https://198.18.0.1/",
  "https://224.0.0.1/",
  "https://240.0.0.1/",
  "https://255.255.255.255/",
  "https://[::]/",
  "https://[::1]/",
  "https://[::127.0.0.1]/",
  "https://[::ffff:127.0.0.1]/",
  "https://[::ffff:a9fe:a9fe]/",
  "https://[0:0:0:0:0:ffff:10.0.0.1]/",
  "https://[64:ff9b::a9fe:a9fe]/",
  "https://[64:ff9b:1::a00:1]/",
  "https://[2002:7f00:1::]/",
  "https://[2001:0:7f00:1::]/",
  "https://[fe80::1]/",
  "https://[fc00::1]/",
  "https://[fd00:ec2::254]/",
  "https://[fec0::1]/",
  "https://[ff02::1]/",
  "https://10.0.0.5.nip.io/",
  "https://metadata.google.internal/",
  "https://localtest.me/",
  "https://localhost/",
  "https://half.example/",
  "https://mapped.example/",
];

describe("an address that somebody typed", () => {
  test.each(privateAddresses)("%s is private, however it is written, and nothing is sent there", async (address) => {
    expect(await door().problemWith(address)).toBe("addressPrivate");
    expect(await sendToTypedAddress(message(address), door())).toMatchObject({ failureCode: "addressPrivate" });
    expect(asked).toEqual([]);
  });

  test.each([
    ["addressInvalid", ""],
    ["addressInvalid", "example.com"],
    ["addressInvalid", "https://"],
    ["addressInvalid", "https://1.2.3.256/"],
    ["addressInvalid", "file:///etc/passwd"],
    ["addressInvalid", "ftp://example.com/"],
    ["addressInvalid", "gopher://example.com:70/_"],
    ["addressInvalid", "javascript:alert(1)"],
    ["addressHasSecret", "https://me:secret@example.com/"],
    ["addressHasSecret", "https://example.com@127.0.0.1/"],
    ["addressHasSecret", "https://atrium.example.org:x@example.com/"],
    ["addressNotHttps", "http://example.com/"],
    ["addressNotHttps", "http://93.184.215.14/"],
    ["addressPrivate", "http://127.0.0.1/"],
    ["addressIsPortal", "https://atrium.example.org/api/cron/anything"],
    ["addressIsPortal", "https://ATRIUM.example.org:443/"],
  ])("%s: %s", async (problem, address) => {
    expect(await door().problemWith(address)).toBe(problem);
    expect(await sendToTypedAddress(message(address), door())).toMatchObject({ failureCode: problem });
  });

  test("is right when it is public, also when nobody knows its name yet", async () => {
    for (const address of ["https://example.com/hook?a=b", "https://93.184.215.14/", "https://nobody.example/"])
      expect(await door().problemWith(address)).toBeUndefined();
    expect(await sendToTypedAddress(message("https://nobody.example/"), door())).toMatchObject({
      failureCode: "receiverUnknown",
    });
  });

  test("is checked again where the connection is made: a name that was public is private by then", async () => {
    let times = 0;
    const rebinding: Resolve = (_, __, resolved) =>
      resolved(null, [{ address: times++ === 0 ? "93.184.215.14" : "127.0.0.1", family: 4 }]);
    const asDoor = door([], { resolve: rebinding });
    const address = `https://rebound.example:${port}/`;
    expect(await asDoor.problemWith(address)).toBeUndefined();
    expect(await sendToTypedAddress(message(address), asDoor)).toMatchObject({ failureCode: "addressPrivate" });
    expect([times, asked]).toEqual([2, []]);
  });
});

describe("what an operator allows", () => {
  test("is reached by its name, its address or its network, and nothing beside it", async () => {
    const address = "https://hub.internal.example/hub/api";
    expect(await door().problemWith(address)).toBe("addressPrivate");
    for (const allowed of ["hub.internal.example", "HUB.internal.example.", "10.20.3.4", "10.20.0.0/16"])
      expect(await door([allowed]).problemWith(address)).toBeUndefined();
    for (const allowed of ["internal.example", "10.20.3.5", "10.21.0.0/16", "fd00::/8"])
      expect(await door([allowed]).problemWith(address)).toBe("addressPrivate");
    expect(await door(["10.20.0.0/16"]).problemWith("https://[::ffff:10.20.3.4]/")).toBeUndefined();
  });

  test("never opens what a cloud tells its own machines", async () => {
    const all = allowanceOf(["0.0.0.0/0", "::/0", "sneaky.internal.example"]);
    for (const address of [
      "169.254.169.254",
      "100.100.100.200",
      "168.63.129.16",
      "fd00:ec2::254",
      "fe80::1",
      "0.0.0.0",
    ])
      expect(mayReach("sneaky.internal.example", address, all), address).toBe(false);
    expect(mayReach("hub.internal.example", "10.20.3.4", all)).toBe(true);
  });

  test("is written as names, addresses and networks, and nothing else", () => {
    for (const entry of ["localhost", "10.0.0.1", "::1", "10.0.0.0/8", "fd00::/8", "hub-1.example.org"])
      expect(isAllowable(entry), entry).toBe(true);
    for (const entry of ["10.0.0.0/33", "https://example.org", "*.example.org", "a b", "-x", "10.0.0.0/8/8"])
      expect(isAllowable(entry), entry).toBe(false);
  });

  test("may be spoken to without encryption only on this machine", async () => {
    expect(await here().problemWith(`http://localhost:${port}/`)).toBeUndefined();
    expect(await here().problemWith(`http://127.0.0.1:${port}/`)).toBeUndefined();
    expect(await door(["10.20.0.0/16"]).problemWith("http://10.20.3.4/")).toBe("addressNotHttps");
  });
});

describe("what is sent", () => {
  const there = (host = "localhost") => message(`http://${host}:${port}/hook`);

  test("arrives, and its answer's status and beginning come back, whatever the status", async () => {
    for (const status of [200, 204, 404, 500]) {
      answer = (_, response) => void response.writeHead(status).end(status === 204 ? undefined : "as you\0 like");
      const sent = await sendToTypedAddress(there(), here());
      expect(sent).toMatchObject({ status, answer: status === 204 ? "" : "as you like" });
      expect(sent.latencyMs).toBeGreaterThanOrEqual(0);
    }
    expect(asked[0]).toBe(`POST localhost:${port} /hook`);
  });

  test("follows nothing: where it is sent elsewhere, that is the answer", async () => {
    answer = (_, response) => void response.writeHead(302, { location: "http://169.254.169.254/latest/" }).end();
    expect(await sendToTypedAddress(there(), here())).toMatchObject({ status: 302 });
    answer = (_, response) => void response.writeHead(307, { location: `http://127.0.0.1:${port}/again` }).end();
    expect(await sendToTypedAddress(there(), here())).toMatchObject({ status: 307 });
    expect(asked).toHaveLength(2);
  });

  test("gets an answer that is too long cut, also when it was packed small", async () => {
    answer = (_, response) => void response.end("x".repeat(5_000_000));
    expect(await sendToTypedAddress(there(), door(["localhost"], { longestAnswer: 64_000 }))).toEqual({
      status: 200,
      answer: "x".repeat(2000),
      latencyMs: expect.any(Number) as number,
    });
    answer = (_, response) =>
      void response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("x".repeat(5_000_000)));
    expect(await sendToTypedAddress(there(), here())).toMatchObject({ status: 200, answer: "x".repeat(1000) });
    await expect(
      door(["localhost"])
        .fetch(there().url)
        .then((all) => all.text()),
    ).rejects.toMatchObject({
      name: "AnswerTooLong",
    });
  });

  test("is given up after its time, before the answer and in the middle of it", async () => {
    const soon = { ...there(), timeoutMs: 150 };
    answer = () => undefined;
    expect(await sendToTypedAddress(soon, here())).toMatchObject({ failureCode: "receiverTooSlow" });
    answer = (_, response) => {
      response.writeHead(200).write(".");
      const drip = setInterval(() => response.write("."), 20);
      response.once("close", () => clearInterval(drip));
    };
    expect(await sendToTypedAddress(soon, here())).toMatchObject({ failureCode: "receiverTooSlow" });
  });

  test("to somebody who is not there, or whose certificate nobody vouches for, says so", async () => {
    answer = (request) => void request.socket.destroy();
    expect(await sendToTypedAddress(there(), here())).toMatchObject({ failureCode: "receiverUnreachable" });
    const plain = message(`https://127.0.0.1:${port}/`);
    expect(await sendToTypedAddress(plain, here())).toMatchObject({ failureCode: "receiverUntrusted" });
  });
});

describe("a cluster behind the door", () => {
  const cluster = (longestAnswer = 1000) =>
    outbound({
      system: "test",
      base: `http://127.0.0.1:${port}`,
      isBroken: ({ status }) => status >= 500,
      retryDelayMs: 1,
      fetch: door(["127.0.0.1"], { longestAnswer }).fetch,
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
