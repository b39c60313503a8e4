import cors, { type CorsOptions } from "cors";
import type { NextFunction, Request, Response } from "express";
import { env } from "~/core/env.server";

const PREFLIGHT_SECONDS = 600;

const shared: CorsOptions = {
  methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
  allowedHeaders: ["Authorization", "X-API-Key", "Content-Type", "Idempotency-Key"],
  exposedHeaders: [
    "X-Request-Id",
    "X-RateLimit-Limit",
    "X-RateLimit-Remaining",
    "X-RateLimit-Reset",
    "Retry-After",
    "Idempotency-Replayed",
    "Content-Disposition",
  ],
  maxAge: PREFLIGHT_SECONDS,
};

/**
 * Lets pages of other origins read answers: the portal's own pages, which are on another origin where the API has a host or port of its own,
 * with the session's cookie; pages of API_ALLOWED_ORIGINS without it, so that they need a key or a token. What a browser asks beforehand
 * is answered here, and counts as no call. A request that names no origin is no page's.
 */
export function crossOrigin(request: Request, response: Response, next: NextFunction): void {
  const origin = request.get("Origin");
  if (origin === undefined) return next();
  const { API_ALLOWED_ORIGINS } = env();
  const isOwn = origin === new URL(env().APP_URL).origin;
  const allowed = isOwn || API_ALLOWED_ORIGINS.includes(origin) ? origin : false;
  cors({ ...shared, origin: allowed, credentials: isOwn })(request, response, next);
}
