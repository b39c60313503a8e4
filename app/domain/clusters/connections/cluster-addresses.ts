export const addressFields = ["hopsworksUrl", "hubApiUrl", "hubPublicUrl"] as const;

export type AddressField = (typeof addressFields)[number];
export type ClusterAddresses = Record<AddressField, string>;

/** The first address over which secrets and sessions would travel readably: not https, and not on this machine. */
export function unencryptedField(addresses: ClusterAddresses): AddressField | undefined {
  return addressFields.find((field) => {
    const { protocol, hostname } = new URL(addresses[field]);
    return protocol !== "https:" && !isLoopback(hostname);
  });
}

/** Whether people's notebooks would be served from the portal's own origin, where they could act as whoever looks at them. */
export function sharesOrigin({ hubPublicUrl }: ClusterAddresses, portalUrl: string): boolean {
  return new URL(hubPublicUrl).origin === new URL(portalUrl).origin;
}

type HubAddresses = Pick<ClusterAddresses, "hubApiUrl" | "hubPublicUrl">;

/**
 * Whether both lead to one hub: the addresses of its API or those for browsers are the same, whatever their scheme, letters, usual ports
 * and slashes. Where people's browsers reach a hub is what it is known by: it has no other identity that it tells.
 */
export function isSameHub(one: HubAddresses, other: HubAddresses): boolean {
  const places = placesOf(other);
  return placesOf(one).some((place) => places.includes(place));
}

/** Of each of `clusters`, by its id, those others that are at the same hub. */
export function withSameHub<T extends HubAddresses & { id: string }>(clusters: readonly T[]): Map<string, T[]> {
  const known = clusters.map((cluster) => ({ cluster, places: placesOf(cluster) }));
  const at = Map.groupBy(
    known.flatMap(({ cluster, places }) => [...new Set(places)].map((place) => ({ cluster, place }))),
    ({ place }) => place,
  );
  const othersAt = (places: string[], id: string) =>
    new Set(
      places.flatMap((place) => at.get(place) ?? []).flatMap(({ cluster }) => (cluster.id === id ? [] : [cluster])),
    );
  return new Map(known.map(({ cluster, places }) => [cluster.id, [...othersAt(places, cluster.id)]]));
}

/** A hub's API is at its public address, too. */
const placesOf = ({ hubApiUrl, hubPublicUrl }: HubAddresses) =>
  [hubApiUrl, `${hubPublicUrl.replace(/\/+$/, "")}/hub/api`].map(placeOf);

function placeOf(address: string): string {
  const { hostname, port, pathname } = new URL(address);
  const host = isLoopback(hostname) ? "localhost" : hostname.replace(/\.$/, "");
  return `${host}:${port}${pathname.replace(/\/{2,}/g, "/").replace(/\/$/, "")}`;
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}
