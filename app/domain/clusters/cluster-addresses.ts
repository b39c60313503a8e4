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

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}
