import { allowanceOf } from "~/core/network/address-allowance.server";
import { guardedFetch, type Resolve, type AddressRules } from "~/core/network/ssrf-guard.server";

const portalUrl = "https://atrium.example.org";

const names: Record<string, string[]> = {
  "example.com": ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"],
  "10.0.0.5.nip.io": ["10.0.0.5"],
  "metadata.google.internal": ["169.254.169.254"],
  "localtest.me": ["127.0.0.1"],
  "half.example": ["93.184.215.14", "192.168.1.1"],
  "mapped.example": ["::ffff:10.0.0.1"],
  "hub.internal.example": ["10.20.3.4"],
  "hooks.example": ["10.0.0.9"],
  "sneaky.internal.example": ["169.254.169.254"],
};

/** Names as this table has them; `localhost` is this machine, and what is not in it does not exist. */
const resolve: Resolve = (host, _, resolved) => {
  const addresses = host === "localhost" ? ["127.0.0.1"] : names[host];
  if (!addresses) return resolved(Object.assign(new Error("unknown"), { code: "ENOTFOUND" }));
  resolved(
    null,
    addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
  );
};

/** A guarded fetch that knows these names alone, where nothing private is allowed but what is given. */
export const guardedWith = (allowed: string[] = [], more: Partial<AddressRules> = {}) =>
  guardedFetch({ allowance: allowanceOf(allowed), portalUrl, longestAnswer: 1000, resolve, ...more });
