import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { testSettings } from "../testing/settings";
import { startReceiver, type Receiver } from "../testing/webhook-receiver";
import { sendToTypedAddress, typedAddressFailure, type Lookup } from "./typed-address.server";

let receiver: Receiver;
const send = (url: string, lookup?: Lookup) =>
  sendToTypedAddress({ url, headers: {}, body: "{}", ...(lookup && { lookup }) });
const leadsTo =
  (...addresses: string[]): Lookup =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));

beforeAll(async () => {
  Object.assign(process.env, testSettings, { DATABASE_URL: "postgres://127.0.0.1/nothing" });
  receiver = await startReceiver();
  return () => receiver.stop();
});

afterEach(() => {
  receiver.received.length = 0;
  receiver.answer(204);
});

describe("an address that somebody typed", () => {
  test.each([
    "https://10.0.0.1/",
    "https://192.168.1.1/",
    "https://172.16.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://100.64.0.1/",
    "https://0.0.0.0/",
    "https://255.255.255.255/",
    "https://224.0.0.1/",
    "https://167772161/",
    "https://0x0a000001/",
    "https://012.0.0.1/",
    "https://10.1/",
    "https://１０.0.0.1/",
    "https://[::1]/",
    "https://[::]/",
    "https://[fd00::1]/",
    "https://[fe80::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://[::10.0.0.1]/",
    "https://[64:ff9b::a00:1]/",
    "https://[2002:a00:1::]/",
    "https://[2001:db8::1]/",
  ])("is private: %s", async (url) => {
    expect(await typedAddressFailure(url)).toBe("addressPrivate");
    expect(await send(url)).toMatchObject({ failureCode: "addressPrivate" });
  });

  test.each([
    ["ftp://example.org/", "addressInvalid"],
    ["https://me:secret@example.org/", "addressInvalid"],
    ["nonsense", "addressInvalid"],
    ["http://example.org/", "addressNotHttps"],
    ["http://93.184.215.14/", "addressNotHttps"],
  ])("%s is refused: %s", async (url, failure) => {
    expect(await typedAddressFailure(url)).toBe(failure);
    expect(await send(url)).toMatchObject({ failureCode: failure });
  });

  test("is private when its name leads there, also beside a public one", async () => {
    expect(await typedAddressFailure("https://a.example/", leadsTo("10.0.0.7"))).toBe("addressPrivate");
    expect(await typedAddressFailure("https://a.example/", leadsTo("93.184.215.14", "10.0.0.7"))).toBe(
      "addressPrivate",
    );
    expect(await typedAddressFailure("https://a.example/", leadsTo("93.184.215.14"))).toBeUndefined();
  });

  test("is taken while nobody knows its name, and found to be unknown when something is sent", async () => {
    const nobody: Lookup = () => Promise.reject(Object.assign(new Error("no such host"), { code: "ENOTFOUND" }));
    expect(await typedAddressFailure("https://later.example/", nobody)).toBeUndefined();
    expect(await send("https://later.example/", nobody)).toMatchObject({ failureCode: "addressUnknown" });
  });
});

describe("what is sent", () => {
  test("is answered with status, the beginning of the answer and how long it took", async () => {
    receiver.answer((response) => response.writeHead(503, { "retry-after": "120" }).end("busy"));
    const sent = await send(receiver.url);
    expect(sent).toMatchObject({ status: 503, answer: "busy", retryAfter: "120" });
    expect(sent.latencyMs).toBeLessThan(5000);
    expect(receiver.received).toHaveLength(1);
  });

  test("follows no redirect", async () => {
    receiver.answer((response) => response.writeHead(302, { location: "/elsewhere" }).end());
    expect(await send(receiver.url)).toMatchObject({ status: 302 });
    expect(receiver.received).toHaveLength(1);
  });

  test("takes no more than 64 kB of an answer that never ends", async () => {
    receiver.answer((response) => {
      const pour = () => {
        while (response.write("x".repeat(16_384)));
      };
      response.writeHead(200).on("drain", pour);
      pour();
    });
    const sent = await send(receiver.url);
    expect(sent).toMatchObject({ status: 200 });
    expect("answer" in sent && sent.answer.length).toBe(65_536);
  });

  test("meets a receiver that closes, and one that is not there", async () => {
    receiver.answer((response) => response.socket?.destroy());
    expect(await send(receiver.url)).toMatchObject({ failureCode: "addressBroken" });
    expect(await send("http://127.0.0.1:1/")).toMatchObject({ failureCode: "addressUnreachable" });
  });

  test("is given up after ten seconds without an answer", async () => {
    receiver.answer(() => undefined);
    const sent = await send(receiver.url);
    expect(sent).toMatchObject({ failureCode: "addressTimedOut" });
    expect(sent.latencyMs).toBeGreaterThan(9000);
    expect(sent.latencyMs).toBeLessThan(12_000);
  }, 15_000);

  test("is not kept waiting by a name that is never resolved", async () => {
    const never: Lookup = () => new Promise(() => undefined);
    expect(await send("https://slow.example/", never)).toMatchObject({ failureCode: "addressTimedOut" });
  }, 15_000);
});
