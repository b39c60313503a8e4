import type { NextFunction, Request, Response } from "express";

/** What a request says of itself that a page of another site cannot forge in a browser. */
export type Provenance = {
  method: string;
  origin: string | undefined;
  fetchSite: string | undefined;
  contentType: string | undefined;
};

/**
 * Whose writes may ride on the session's cookie. `origins` are the portal's own. `programs`: also from another host of the portal's site,
 * and from what says nothing of where it comes from, as curl does, if no page could send it across origins without a preflight.
 */
export type CsrfPolicy = { origins: readonly string[]; programs: boolean };

/** Whether a method only reads (RFC 9110, 9.2.1). */
export const isSafe = (method: string): boolean => method === "GET" || method === "HEAD" || method === "OPTIONS";

/**
 * Whether a request may change something by the session's cookie: reading always may; anything else must come from the portal's own
 * origins, as `Sec-Fetch-Site` or, from older browsers, `Origin` says.
 */
export function passesCsrfGuard(request: Provenance, { origins, programs }: CsrfPolicy): boolean {
  const { method, origin, fetchSite } = request;
  if (isSafe(method)) return true;
  const isOwn = origin !== undefined && origins.includes(origin);
  if (fetchSite === "same-origin") return true;
  if (fetchSite !== undefined) return programs && fetchSite !== "cross-site" && isOwn;
  if (origin !== undefined) return isOwn;
  return programs && needsPreflight(request);
}

/** What no form can send: another method, or JSON. */
function needsPreflight({ method, contentType = "" }: Provenance): boolean {
  return method !== "POST" || /^application\/json\b/i.test(contentType);
}

/** Paths whose callers prove themselves in another way than by a browser's cookie. */
const signedPaths = /^\/api\/webhooks\//;

/**
 * The guard before every page and form. Webhooks pass (their signature is checked); a write with `?_data=` is refused, for the framework
 * would not check it. What a proxy says of another host counts for nothing.
 */
export function refuseForeignWrites(appUrl: string) {
  const policy = { origins: [new URL(appUrl).origin], programs: false };
  return (request: Request, response: Response, next: NextFunction): void => {
    const { method, path } = request;
    const isData = new URL(request.url, "http://portal.invalid").searchParams.has("_data");
    const provenance = {
      method,
      origin: request.get("Origin"),
      fetchSite: request.get("Sec-Fetch-Site"),
      contentType: request.get("Content-Type"),
    };
    if (signedPaths.test(path) || (passesCsrfGuard(provenance, policy) && !(isData && !isSafe(method)))) next();
    else
      response.status(403).type("text/plain").send("This request did not come from one of the portal's own pages.\n");
  };
}
