/** Paths whose callers prove themselves in another way than by a browser's cookie. */
const provenOtherwise = /^\/api\/webhooks\//;

export type Caller = {
  method: string;
  path: string;
  query: URLSearchParams;
  origin: string | undefined;
  fetchSite: string | undefined;
};

/**
 * Whether a request may change something: reading always may; anything else must come from the portal's own pages, told by
 * `Sec-Fetch-Site` or, from older browsers, by `Origin`. A request that says neither is refused, and so is `?_data=` on a write,
 * which the framework would not check.
 */
export function mayChange(caller: Caller, appUrl: string): boolean {
  if (caller.method === "GET" || caller.method === "HEAD" || caller.method === "OPTIONS") return true;
  if (provenOtherwise.test(caller.path)) return true;
  if (caller.query.has("_data")) return false;
  if (caller.fetchSite) return caller.fetchSite === "same-origin";
  return caller.origin === new URL(appUrl).origin;
}
