import type { NextFunction, Request, Response } from "express";

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
export function passesCsrfGuard(caller: Caller, appUrl: string): boolean {
  if (caller.method === "GET" || caller.method === "HEAD" || caller.method === "OPTIONS") return true;
  if (provenOtherwise.test(caller.path)) return true;
  if (caller.query.has("_data")) return false;
  if (caller.fetchSite) return caller.fetchSite === "same-origin";
  return caller.origin === new URL(appUrl).origin;
}

/** The gate before everything that could change something. What a proxy says of another host counts for nothing. */
export function refuseForeignWrites(appUrl: string) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const { searchParams: query } = new URL(request.url, "http://portal.invalid");
    const caller = {
      method: request.method,
      path: request.path,
      query,
      origin: request.get("Origin"),
      fetchSite: request.get("Sec-Fetch-Site"),
    };
    if (passesCsrfGuard(caller, appUrl)) next();
    else
      response.status(403).type("text/plain").send("This request did not come from one of the portal's own pages.\n");
  };
}
