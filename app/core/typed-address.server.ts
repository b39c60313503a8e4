import { lookup as resolveName } from "node:dns/promises";
import { isIP } from "node:net";
import { StringDecoder } from "node:string_decoder";
import ipaddr from "ipaddr.js";
import { Agent, request } from "undici";
import { SECOND } from "./clock";
import { env } from "./env.server";

const SEND_MS = 10 * SECOND;
const LOOK_MS = 3 * SECOND;
const MOST_ANSWER_BYTES = 64 * 1024;

/** Why nothing was sent, or nothing came back; each is the key of a sentence. */
export type AddressFailure =
  | "addressInvalid"
  | "addressNotHttps"
  | "addressPrivate"
  | "addressUnknown"
  | "addressUnreachable"
  | "addressTimedOut"
  | "addressCertificate"
  | "addressBroken";

export type Resolved = { address: string; family: number };

/** Whom a name stands for; the system's resolver unless a test gives its own. */
export type Lookup = (hostname: string) => Promise<readonly Resolved[]>;

export type TypedRequest = { url: string; headers: Record<string, string>; body: string; lookup?: Lookup };

export type TypedAnswer =
  | { status: number; latencyMs: number; answer: string; retryAfter?: string }
  | { failureCode: AddressFailure; latencyMs: number };

const systemLookup: Lookup = (hostname) => resolveName(hostname, { all: true, order: "verbatim" });

/**
 * Posts to an address that somebody typed: https (or loopback over http where OUTBOUND_ALLOW names it), never a private address unless
 * it is allowed, no redirect is followed, ten seconds in all, the first 64 kB of the answer. The connection goes to the very
 * addresses that were checked.
 */
export async function sendToTypedAddress({ url, headers, body, lookup }: TypedRequest): Promise<TypedAnswer> {
  const began = performance.now();
  const latency = () => Math.round(performance.now() - began);
  const signal = AbortSignal.timeout(SEND_MS);
  try {
    const target = await orAborted(targetOf(url, lookup), signal);
    if ("failure" in target) return { failureCode: target.failure, latencyMs: latency() };
    const agent = agentTo(target.addresses);
    try {
      const got = await request(url, { method: "POST", headers, body, signal, dispatcher: agent });
      const latencyMs = latency();
      const retryAfter = got.headers["retry-after"];
      const answer = await beginningOf(got.body);
      return { status: got.statusCode, latencyMs, answer, ...(typeof retryAfter === "string" && { retryAfter }) };
    } finally {
      void agent.destroy();
    }
  } catch (error) {
    return { failureCode: failureOf(error), latencyMs: latency() };
  }
}

/**
 * What is wrong with an address that somebody types, as far as it can be told before anything is sent; a name that nobody knows yet
 * may be known when it is needed, and one that takes too long is looked at then.
 */
export async function typedAddressFailure(url: string, lookup?: Lookup): Promise<AddressFailure | undefined> {
  const target = await orAborted(targetOf(url, lookup), AbortSignal.timeout(LOOK_MS)).catch(() => undefined);
  return target && "failure" in target ? target.failure : undefined;
}

async function targetOf(
  given: string,
  lookup: Lookup = systemLookup,
): Promise<{ addresses: readonly Resolved[] } | { failure: AddressFailure }> {
  const url = postable(given);
  if (!url) return { failure: "addressInvalid" };
  const hostname = url.hostname.replace(/^\[|\]$/g, "");
  const family = isIP(hostname);
  const isPlain = url.protocol === "http:";
  if (isPlain && family === 0 && hostname !== "localhost") return { failure: "addressNotHttps" };
  const addresses = family > 0 ? [{ address: hostname, family }] : await lookup(hostname);
  const failure = failureOfPlace(addresses, hostname, isPlain);
  return failure ? { failure } : { addresses };
}

function postable(given: string): URL | undefined {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  return url && /^https?:$/.test(url.protocol) && !url.username && !url.password ? url : undefined;
}

function failureOfPlace(
  addresses: readonly Resolved[],
  hostname: string,
  isPlain: boolean,
): AddressFailure | undefined {
  if (addresses.length === 0) return "addressUnknown";
  if (!addresses.every(({ address }) => isPublic(address) || isAllowed(address, hostname))) return "addressPrivate";
  const isHere = addresses.every(({ address }) => ipaddr.process(address).range() === "loopback");
  return isPlain && !isHere ? "addressNotHttps" : undefined;
}

/** Of IPv6 only what is handed out for the public counts: older ways to write an IPv4 address within it lead anywhere. */
function isPublic(address: string): boolean {
  const parsed = ipaddr.process(address);
  if (parsed.range() !== "unicast") return false;
  return parsed.kind() === "ipv4" || parsed.match(ipaddr.parseCIDR("2000::/3"));
}

function isAllowed(address: string, hostname: string): boolean {
  const parsed = ipaddr.process(address);
  return env().OUTBOUND_ALLOW.some((entry) => {
    if (entry === hostname || entry === address) return true;
    if (!ipaddr.isValidCIDR(entry)) return false;
    const range = ipaddr.parseCIDR(entry);
    return range[0].kind() === parsed.kind() && parsed.match(range);
  });
}

/** Whatever the name says meanwhile, the socket goes where we looked. */
function agentTo(addresses: readonly Resolved[]): Agent {
  const [first] = addresses;
  return new Agent({
    headersTimeout: SEND_MS,
    bodyTimeout: SEND_MS,
    connect: {
      timeout: SEND_MS,
      lookup: (_hostname, options, callback) =>
        options.all ? callback(null, [...addresses]) : callback(null, first?.address ?? "", first?.family),
    },
  });
}

/** The status has been said by now: an answer that never ends, or breaks off, changes nothing about it. */
async function beginningOf(body: AsyncIterable<Buffer>): Promise<string> {
  const decoder = new StringDecoder("utf8");
  let [text, bytes] = ["", 0];
  try {
    for await (const part of body) {
      text += decoder.write(part.subarray(0, MOST_ANSWER_BYTES - bytes));
      bytes += part.length;
      if (bytes >= MOST_ANSWER_BYTES) break;
    }
  } catch {
    return text;
  }
  return text + decoder.end();
}

async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason as Error);
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

const failures: readonly [RegExp, AddressFailure][] = [
  [/TimeoutError|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT|ETIMEDOUT/, "addressTimedOut"],
  [/ENOTFOUND|EAI_AGAIN|ENODATA/, "addressUnknown"],
  [/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL/, "addressUnreachable"],
  [/CERT|ERR_TLS|ERR_SSL|UNABLE_TO_(GET|VERIFY)/, "addressCertificate"],
];

function failureOf(error: unknown): AddressFailure {
  const causes = error instanceof AggregateError ? [error, ...(error.errors as unknown[])] : [error];
  const said = causes.flatMap((cause) =>
    cause instanceof Error ? [cause.name, "code" in cause ? String(cause.code) : ""] : [],
  );
  return failures.find(([pattern]) => said.some((one) => pattern.test(one)))?.[1] ?? "addressBroken";
}
