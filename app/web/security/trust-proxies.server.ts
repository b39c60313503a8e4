import type { Express, NextFunction, Request, Response } from "express";

/** What a proxy or a caller may claim of how the request began. The portal has one address, its APP_URL. */
const claims = [
  "forwarded",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-forwarded-server",
  "x-forwarded-prefix",
  "x-host",
  "x-original-host",
  "x-original-url",
  "x-rewrite-url",
];

/**
 * Believes exactly so many proxies as stand in front, and of them only who asks (X-Forwarded-For) and whether it was https
 * (X-Forwarded-Proto). The framework would read the host that it is told, from anybody.
 */
export function trustProxies(app: Express, howMany: number): void {
  app.set("trust proxy", howMany);
  app.use(forgetClaims);
}

function forgetClaims(request: Request, _: Response, next: NextFunction): void {
  for (const claim of claims) Reflect.deleteProperty(request.headers, claim);
  next();
}
