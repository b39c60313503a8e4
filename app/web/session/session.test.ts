import { beforeAll, expect, test } from "vitest";
import { instant } from "~/core/clock";
import { testSettings } from "~/testing/settings";
import { clearedSessionCookie, sessionCookie, sessionTokenOf } from "./session.server";
import { beginSignIn } from "./sign-in.server";

const token = "t".repeat(43);

beforeAll(() => {
  Object.assign(process.env, testSettings, {
    ATRIUM_MODE: "production",
    APP_URL: "https://atrium.example.org",
    AUTH0_DOMAIN: "example.eu.auth0.com",
    AUTH0_CLIENT_SECRET: "a client secret of the tenant",
    SECRET_KEY: "0123456789abcdef0123456789abcdef",
    DATABASE_URL: "postgres://atrium@db.example.org/atrium",
  });
  delete process.env["CRON_SECRET"];
  delete process.env["AUTH0_WEBHOOK_SECRET"];
  delete process.env["AUTH_ISSUER"];
  delete process.env["STRIPE_API_URL"];
});

const sent = (cookie: string) => new Request("https://atrium.example.org/", { headers: { cookie } });

test("over https the session's cookie is this host's alone, hidden from scripts and from other sites", () => {
  expect(sessionCookie(token, instant("2026-11-29T08:00:00Z"))).toBe(
    `__Host-atrium=${token}; Expires=Sun, 29 Nov 2026 08:00:00 GMT; Path=/; HttpOnly; SameSite=Lax; Secure`,
  );
  expect(clearedSessionCookie()).toBe("__Host-atrium=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure");
});

test("a cookie that a sibling host could have set is not read", () => {
  expect(sessionTokenOf(sent(`a=b; __Host-atrium=${token}`))).toBe(token);
  expect(sessionTokenOf(sent(`atrium=${token}`))).toBeUndefined();
});

test("sign-in begins at the tenant, comes back to the portal's own address, and its cookies are as strict", async () => {
  const answer = await beginSignIn("/usage");
  const location = new URL(answer.headers.get("location") ?? "");
  expect(location.origin + location.pathname).toBe("https://example.eu.auth0.com/authorize");
  expect(location.searchParams.get("redirect_uri")).toBe("https://atrium.example.org/auth/callback");
  const cookies = answer.headers.getSetCookie();
  expect(cookies.map((cookie) => cookie.split(/[:=]/)[0])).toEqual(["__Host-atrium-flow", "__Host-atrium-to"]);
  for (const cookie of cookies) {
    for (const needed of ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"]) expect(cookie).toContain(needed);
    expect(cookie).not.toContain("Domain");
  }
});
