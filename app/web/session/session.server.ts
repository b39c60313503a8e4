import { hostCookie } from "./host-cookie.server";

const cookie = hostCookie("atrium");
const tokenShape = /^[\w-]{43}$/;

/** The token that the browser sent, if it can be one of ours. */
export function sessionTokenOf(request: Request): string | undefined {
  return sessionTokenIn(request.headers.get("Cookie"));
}

/** The same of a Cookie header. */
export function sessionTokenIn(header: string | null | undefined): string | undefined {
  const token = cookie.valueIn(header);
  return token && tokenShape.test(token) ? token : undefined;
}

/** What the session's cookie is called on this installation. */
export function sessionCookieName(): string {
  return cookie.name();
}

/** The Set-Cookie header of a new session. */
export function sessionCookie(token: string, expiresAt: Date): string {
  return cookie.set(token, expiresAt);
}

/** The Set-Cookie header that forgets the session. */
export function clearedSessionCookie(): string {
  return cookie.clear();
}
