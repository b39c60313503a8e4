import { isKeyInAddress } from "./key-in-address.server";

/** Whether an address holds a NUL, which no text that is kept can have. */
export function hasNul(url: string): boolean {
  return url.includes("%00");
}

/**
 * Whether nothing answers an address, whoever asks: it holds a NUL or an API key, or asks for a route's data by `?_data=`, which the
 * framework still understands and no page of the portal sends.
 */
export function isUnreadable(url: string): boolean {
  const query = url.slice(url.indexOf("?") + 1);
  return hasNul(url) || isKeyInAddress(url) || (query !== url && new URLSearchParams(query).has("_data"));
}
