import { lookup, type LookupAddress, type LookupOptions } from "node:dns";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { Agent, fetch as fetchThrough } from "undici";
import { mayReach, type Allowance } from "./address-allowance.server";
import { SECOND } from "~/core/clock";
import { assertNoTransaction } from "~/core/transaction-scope.server";

export type AddressProblem =
  "addressInvalid" | "addressHasSecret" | "addressNotHttps" | "addressIsPortal" | "addressPrivate";

/** Where there is an error there are no addresses, whatever the types of Node say. */
type Resolved = (error: NodeJS.ErrnoException | null, addresses?: LookupAddress[]) => void;
export type Resolve = (host: string, options: LookupOptions & { all: true }, resolved: Resolved) => void;

export type AddressRules = {
  allowance: Allowance;
  /** Where people reach the portal, which never calls itself. */
  portalUrl: string;
  longestAnswer: number;
  resolve?: Resolve;
};

/** The one way to addresses that people typed. */
export type GuardedFetch = {
  /**
   * What is wrong with an address, seen before anything is sent there. A name is looked up; that it is not known is not wrong (yet).
   */
  problemWith: (address: string) => Promise<AddressProblem | undefined>;
  /** As everybody's `fetch`, but it goes only where it may, follows nothing, and cuts what is too long. Throws what is below. */
  fetch: typeof fetch;
};

/** The address is not allowed. */
export class RefusedAddress extends Error {
  override readonly name = "RefusedAddress";

  constructor(
    readonly problem: AddressProblem,
    readonly host: string,
  ) {
    super(`${problem}: ${host}`);
  }
}

/** The answer was longer than anybody asked for. */
export class AnswerTooLong extends Error {
  override readonly name = "AnswerTooLong";
}

/**
 * Makes the guarded fetch. Names are checked where the connection is made, each address that they lead to: what a name meant a moment before
 * says nothing. Addresses in numbers are never looked up and are checked before.
 */
export function guardedFetch(rules: AddressRules): GuardedFetch {
  const resolve = rules.resolve ?? lookup;
  const dispatcher = new Agent({
    allowH2: false,
    connect: { timeout: 10 * SECOND, lookup: checkedLookup(rules.allowance, resolve) },
  });
  return {
    problemWith: (address) => problemWith(address, rules, resolve),
    fetch: async (input, init) => {
      const address = input instanceof Request ? input.url : String(input);
      const problem = problemInWriting(address, rules);
      if (problem) throw new RefusedAddress(problem, hostOf(address));
      assertNoTransaction(hostOf(address));
      const asked = { ...init, redirect: "manual", dispatcher } as Parameters<typeof fetchThrough>[1];
      const answer = await fetchThrough(address, asked).catch((error: unknown) => {
        throw causeOf(error, RefusedAddress) ?? error;
      });
      return cut(answer as unknown as Response, rules.longestAnswer);
    },
  };
}

/** The error of this kind that was the cause of another, however deep. */
export function causeOf<E extends Error>(error: unknown, kind: new (...args: never[]) => E): E | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof kind) return cause;
  return undefined;
}

async function problemWith(address: string, rules: AddressRules, resolve: Resolve) {
  const problem = problemInWriting(address, rules);
  if (problem) return problem;
  const host = hostOf(address);
  assertNoTransaction(`the name of ${host}`);
  const found = await new Promise<LookupAddress[]>((resolved) => {
    resolve(host, { all: true }, (_, addresses = []) => resolved(addresses));
  });
  return found.every((one) => mayReach(host, one.address, rules.allowance)) ? undefined : "addressPrivate";
}

/** What can be told from the address alone. The parser has by then turned every spelling of a number into the usual one. */
function problemInWriting(address: string, { allowance, portalUrl }: AddressRules): AddressProblem | undefined {
  if (!URL.canParse(address)) return "addressInvalid";
  const url = new URL(address);
  const host = hostOf(address);
  if (!/^https?:$/.test(url.protocol)) return "addressInvalid";
  if (url.username || url.password) return "addressHasSecret";
  if (url.host === new URL(portalUrl).host) return "addressIsPortal";
  if (ipaddr.isValid(host) && !mayReach(host, host, allowance)) return "addressPrivate";
  if (url.protocol === "http:" && !isLoopback(host)) return "addressNotHttps";
  return undefined;
}

const hostOf = (address: string) => (URL.canParse(address) ? new URL(address).hostname.replace(/^\[|\]$/g, "") : "");

const isLoopback = (host: string) =>
  host === "localhost" || (ipaddr.isValid(host) && ipaddr.process(host).range() === "loopback");

function checkedLookup(allowance: Allowance, resolve: Resolve): LookupFunction {
  return (host, options, connect) => {
    resolve(host, { ...options, all: true }, (error, addresses = []) => {
      const [first] = addresses;
      if (error || !first) return connect(error ?? new Error(`no address of ${host}`), "");
      if (!addresses.every(({ address }) => mayReach(host, address, allowance)))
        return connect(new RefusedAddress("addressPrivate", host), "");
      if (options.all) connect(null, addresses);
      else connect(null, first.address, first.family);
    });
  };
}

/** The same answer, whose body ends in an error where it grows too long. It is counted as it is read, unpacked. */
function cut(answer: Response, longest: number): Response {
  const { body, status, statusText, headers } = answer;
  const counted = body && new ReadableStream(countedFrom(body.getReader(), longest), { highWaterMark: 0 });
  return new Response(counted, { status, statusText, headers: new Headers([...headers]) });
}

function countedFrom(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  longest: number,
): UnderlyingSource<Uint8Array> {
  let left = longest;
  return {
    async pull(onward) {
      const part = left < 0 ? undefined : await reader.read();
      if (part?.done) return onward.close();
      if (part) {
        onward.enqueue(part.value.subarray(0, left));
        left -= part.value.byteLength;
      } else {
        onward.error(new AnswerTooLong(`more than ${longest} bytes`));
        await reader.cancel();
      }
    },
    cancel: (reason) => reader.cancel(reason),
  };
}
