import type { IncomingHttpHeaders } from "node:http";

/**
 * Whether a write that rides on the session's cookie proves that no foreign page sent it. A browser says where a request comes from: it
 * must be the portal's own origin, or the API's own host. What says nothing is no browser of today; it must then be of a kind that no
 * page can send across origins without being asked first: JSON, or a method that forms do not have.
 */
export function mayWriteByCookie(method: string, headers: IncomingHttpHeaders, ownOrigins: readonly string[]): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || (isOwn(headers.origin, ownOrigins) && site !== "cross-site");
  if (headers.origin !== undefined) return isOwn(headers.origin, ownOrigins);
  return method !== "POST" || /^application\/json\b/i.test(headers["content-type"] ?? "");
}

function isOwn(origin: string | undefined, own: readonly string[]): boolean {
  return origin !== undefined && own.includes(origin);
}
