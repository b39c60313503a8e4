import type { Request, Response } from "express";
import { AppError, refuse } from "~/core/app-error";
import { equalSecrets } from "~/core/crypto.server";
import { env } from "~/core/env.server";
import { covers } from "~/domain/access/scope";
import type { Viewer } from "~/domain/identity/viewer";
import { callerOf, type Caller } from "~/web/session/credentials.server";
import { allowanceHeaders, countCall, countFailedKey, countSignIn, requireAllowed } from "~/web/limits/limits.server";
import { isSafe, passesCsrfGuard } from "~/web/security/csrf-guard.server";
import { hasNul } from "~/web/security/unreadable-address.server";
import type { Endpoint } from "./endpoint.server";

export type Admitted = { viewer: Viewer | undefined };

/**
 * Lets a request in, or refuses: `unauthenticated`, `too_many` (its member's calls of this minute, or its network's wrong keys, are used up), `forbidden` (a page that
 * is not ours sent it, an admin who only looks, not an admin, a key without the scope).
 */
export async function admit(spec: Endpoint, request: Request, response: Response): Promise<Admitted> {
  refuseUnsafe(request);
  if (spec.signsIn) await admitSignIn(request, response);
  if (spec.access === "anyone") return { viewer: undefined };
  if (spec.access === "cron") return admitScheduler(request);
  const caller = await callerOf(credentialsOf(request)).catch((error: unknown) =>
    refuseFailedKey(error, request, response),
  );
  if (!caller) throw new AppError("unauthenticated", "signInNeeded");
  if (!spec.uncounted) await count(caller, response);
  refuseForeign(caller, request);
  refuseWithoutRight(spec, caller);
  return { viewer: caller.viewer };
}

const failedKeys = new Set(["keyUnknown", "keyRevoked", "keyExpired"]);

/** Says what was wrong with a key until its network has sent too many that are; then only that. */
async function refuseFailedKey(error: unknown, request: Request, response: Response): Promise<never> {
  if (!(error instanceof AppError) || !failedKeys.has(error.code)) throw error;
  const allowance = await countFailedKey(request.ip);
  if (!allowance.allowed) response.set(allowanceHeaders(allowance));
  requireAllowed(allowance, "tooManyFailedKeys");
  throw error;
}

function credentialsOf(request: Request) {
  return {
    apiKey: request.get("X-API-Key"),
    authorization: request.get("Authorization"),
    cookie: request.get("Cookie"),
  };
}

/** Secrets in an address end up in logs, and no text that is kept has a NUL. */
function refuseUnsafe(request: Request): void {
  if (["api_key", "apikey", "access_token", "token"].some((name) => request.query[name] !== undefined))
    refuse("invalid", "credentialInAddress");
  if (hasNul(request.originalUrl)) refuse("invalid", "textUnstorable");
}

async function admitSignIn(request: Request, response: Response): Promise<void> {
  const allowance = await countSignIn(request.ip);
  response.set(allowanceHeaders(allowance));
  requireAllowed(allowance, "tooManySignIns");
}

async function count({ viewer }: Caller, response: Response): Promise<void> {
  const allowance = await countCall(viewer.userId);
  response.set(allowanceHeaders(allowance));
  requireAllowed(allowance, "tooManyCalls");
}

function admitScheduler(request: Request): Admitted {
  const { CRON_SECRET: secret } = env();
  const given =
    /^Bearer (.+)$/i.exec(request.get("Authorization") ?? "")?.[1] ??
    request.get("X-Cron-Secret") ??
    request.get("CRON_SECRET");
  if (!secret || !given || !equalSecrets(given, secret)) refuse("unauthenticated", "cronSecretWrong");
  return { viewer: undefined };
}

function refuseForeign({ kind, viewer }: Caller, request: Request): void {
  const { APP_URL, API_HOST } = env();
  const { protocol, origin: portal } = new URL(APP_URL);
  const origins = [portal, ...(API_HOST ? [`${protocol}//${API_HOST}`] : [])];
  const provenance = {
    method: request.method,
    origin: request.get("Origin"),
    fetchSite: request.get("Sec-Fetch-Site"),
    contentType: request.get("Content-Type"),
  };
  if (kind === "session" && !passesCsrfGuard(provenance, { origins, programs: true }))
    refuse("forbidden", "foreignPage");
  if (viewer.impersonator && !isSafe(request.method)) refuse("forbidden", "impersonationReadsOnly");
}

function refuseWithoutRight(spec: Endpoint, { kind, viewer, scopes = [] }: Caller): void {
  if (spec.access === "admin" && !viewer.isAdmin) refuse("forbidden", "adminsOnly");
  if (kind !== "key") return;
  const needed = spec.access === "admin" ? ["admin" as const] : (spec.scopes ?? []);
  if (!needed.some((scope) => covers(scopes, scope))) refuse("forbidden", "scopeMissing", { scope: needed.join(", ") });
}
