import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = [Address, number];

/** What an operator lists as reachable although it is private: host names, and networks (a single address is the smallest). */
export type Allowance = { hosts: ReadonlySet<string>; networks: readonly Network[] };

/** Where a cloud answers whoever asks with the machine's own credentials: no list opens these. */
const metadata = ["100.100.100.200/32", "168.63.129.16/32", "fd00:ec2::254/128"].map((one) => ipaddr.parseCIDR(one));
const neverReached = new Set(["unspecified", "linkLocal", "multicast", "broadcast"]);
/** All that was ever given to the public of IPv6. */
const publicIpv6 = ipaddr.parseCIDR("2000::/3");

/** The list as settings write it, one entry each. */
export function allowanceOf(entries: readonly string[]): Allowance {
  const hosts = new Set(entries.filter((entry) => !networkOf(entry)).map(asHost));
  return { hosts, networks: entries.map(networkOf).filter((network) => network !== undefined) };
}

/** Whether an entry of such a list means anything. */
export function isAllowable(entry: string): boolean {
  return networkOf(entry) !== undefined || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(entry);
}

/** Whether a connection to `address` may be made for `host`, as which it was written: it is public, or somebody allowed it. */
export function mayReach(host: string, address: string, { hosts, networks }: Allowance): boolean {
  if (!ipaddr.isValid(address)) return false;
  // An IPv4 address that is written as IPv6 is what it is.
  const reached = ipaddr.process(address.replace(/%.*$/, ""));
  if (neverReached.has(reached.range()) || metadata.some((one) => isIn(reached, one))) return false;
  return isPublic(reached) || hosts.has(asHost(host)) || networks.some((one) => isIn(reached, one));
}

function networkOf(entry: string): Network | undefined {
  if (ipaddr.isValidCIDR(entry)) return ipaddr.parseCIDR(entry);
  if (!ipaddr.isValid(entry) || /^\d+$/.test(entry)) return undefined;
  const address = ipaddr.parse(entry);
  return [address, address.kind() === "ipv4" ? 32 : 128];
}

const asHost = (name: string) => name.toLowerCase().replace(/\.$/, "");

const isPublic = (address: Address) =>
  address.range() === "unicast" && (address.kind() === "ipv4" || isIn(address, publicIpv6));

const isIn = (address: Address, [network, bits]: Network) =>
  address.kind() === network.kind() && address.match(network, bits);
