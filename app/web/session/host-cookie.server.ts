import { env } from "~/core/env.server";

export type HostCookie = {
  /** Its name in the browser. */
  name: () => string;
  valueOf: (request: Request) => string | undefined;
  /** Its value in a Cookie header. */
  valueIn: (header: string | null | undefined) => string | undefined;
  /** The Set-Cookie header that keeps `value` until `expiresAt`. */
  set: (value: string, expiresAt: Date) => string;
  /** The Set-Cookie header that removes it. */
  clear: () => string;
};

/**
 * A cookie that scripts cannot read and other sites do not send. Over https it carries the `__Host-` prefix, so that no sibling host
 * can put its own in its place.
 */
export function hostCookie(baseName: string): HostCookie {
  const name = () => (isSecure() ? `__Host-${baseName}` : baseName);
  const valueIn = (header: string | null | undefined) => cookiesIn(header).find((one) => one.name === name())?.value;
  return {
    name,
    valueOf: (request) => valueIn(request.headers.get("Cookie")),
    valueIn,
    set: (value, expiresAt) =>
      `${name()}=${encodeURIComponent(value)}; Expires=${expiresAt.toUTCString()}; ${attributes()}`,
    clear: () => removal(name()),
  };
}

/** Whether people reach the portal over https. */
export function isSecure(): boolean {
  return env().APP_URL.startsWith("https:");
}

/** The Set-Cookie header that removes the cookie of this full name. */
export function removal(name: string): string {
  return `${name}=; Max-Age=0; ${attributes()}`;
}

/** What the browser sent. A value that does not decode is as good as none. */
export function cookiesOf(request: Request): { name: string; value: string }[] {
  return cookiesIn(request.headers.get("Cookie"));
}

function cookiesIn(header: string | null | undefined): { name: string; value: string }[] {
  const pairs = (header ?? "").split(/;\s*/).filter((pair) => pair.includes("="));
  return pairs.map((pair) => {
    const equals = pair.indexOf("=");
    return { name: pair.slice(0, equals), value: decoded(pair.slice(equals + 1)) };
  });
}

function attributes(): string {
  return `Path=/; HttpOnly; SameSite=Lax${isSecure() ? "; Secure" : ""}`;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}
