import { refuse } from "~/core/app-error";
import type { ApiKeyId } from "~/core/id";
import { addToLogContext, currentLogContext } from "~/core/log.server";
import { looksLikeApiKey } from "~/domain/access/api-keys/api-key-text.server";
import { callerOfApiKey } from "~/domain/access/api-keys/caller-of-api-key.server";
import { requireSession } from "~/domain/access/require-session.server";
import type { Scope } from "~/domain/access/scope";
import type { Viewer } from "~/domain/identity/viewer";
import { callerOfSessionToken } from "./session-token.server";
import { sessionTokenIn } from "./session.server";

/** The headers that can say who calls, as they were sent: `Authorization`, `X-API-Key`, `Cookie`. */
export type Credentials = { authorization?: string; apiKey?: string; cookie?: string };

/** Who calls, and how they said so. What a key may do is its scopes; the others may do what their member may. */
export type Caller = { kind: "session" | "token" | "key"; viewer: Viewer; keyId?: ApiKeyId; scopes?: Scope[] };

/**
 * Who calls, or undefined when nobody says who they are. What is sent on purpose (a key, a token) counts alone: the cookie beside it is
 * not looked at, so that a bad key never rides on a good session. Refuses `unauthenticated` (something was sent, and it is no good),
 * `forbidden` (suspended), `invalid` (two different credentials) and `unavailable`.
 */
export async function callerOf(headers: Credentials): Promise<Caller | undefined> {
  const caller = await provenCaller(headers);
  if (!caller) return undefined;
  const { viewer, keyId } = caller;
  const impersonatorId = viewer.impersonator?.userId;
  addToLogContext({ userId: viewer.userId, ...(keyId && { keyId }), ...(impersonatorId && { impersonatorId }) });
  return caller;
}

async function provenCaller({ authorization, apiKey, cookie }: Credentials): Promise<Caller | undefined> {
  const bearer = authorization === undefined ? undefined : bearerIn(authorization);
  if (apiKey !== undefined) return ofKey(apiKey, bearer);
  if (bearer !== undefined) return looksLikeApiKey(bearer) ? ofKey(bearer) : ofToken(bearer);
  const sessionToken = sessionTokenIn(cookie);
  return sessionToken ? { kind: "session", viewer: await requireSession(sessionToken) } : undefined;
}

/** A key may be sent in both headers, a key and something else may not. */
async function ofKey(key: string, bearer = key): Promise<Caller> {
  if (bearer !== key) refuse("invalid", "credentialsTwice");
  return { kind: "key", ...(await callerOfApiKey(key, currentLogContext().address)) };
}

async function ofToken(token: string): Promise<Caller> {
  return { kind: "token", viewer: await callerOfSessionToken(token) };
}

function bearerIn(authorization: string): string {
  return /^Bearer +([\x21-\x7e]+) *$/i.exec(authorization)?.[1] ?? refuse("unauthenticated", "credentialUnreadable");
}
