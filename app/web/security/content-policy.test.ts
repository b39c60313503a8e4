import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { describe, expect, test } from "vitest";
import { formTargetsOf, openPage, pageContext, pagePolicy, strictestPolicy } from "./content-policy.server";
import { securityHeaders } from "./security-headers.server";

const env = {
  APP_URL: "https://atrium.example.org",
  AUTH_ISSUER: undefined,
  AUTH0_DOMAIN: "example.eu.auth0.com",
  STRIPE_API_URL: undefined,
  FORM_TARGETS: [],
};

const directives = (policy: string) =>
  Object.fromEntries(
    policy.split("; ").map((one): [string, string[]] => {
      const [name = "", ...sources] = one.split(" ");
      return [name, sources];
    }),
  );

describe("a page's policy", () => {
  test("lets run what carries its nonce and what that loads, and nothing that was written into the page", () => {
    const policy = pagePolicy("N0nce", ["https://example.eu.auth0.com"]);
    expect(policy).not.toContain("unsafe");
    expect(policy).not.toMatch(/\*|https?:(?!\/\/)/);
    expect(directives(policy)).toEqual({
      "default-src": ["'none'"],
      "script-src": ["'self'", "'nonce-N0nce'", "'strict-dynamic'"],
      "style-src": ["'self'", "'nonce-N0nce'"],
      "img-src": ["'self'", "data:"],
      "font-src": ["'self'"],
      "connect-src": ["'self'"],
      "manifest-src": ["'self'"],
      "object-src": ["'none'"],
      "base-uri": ["'none'"],
      "frame-ancestors": ["'none'"],
      "form-action": ["'self'", "https://example.eu.auth0.com"],
    });
  });

  test("lets forms lead to signing in and paying, where the settings say these are", () => {
    expect(formTargetsOf(env)).toEqual(["https://example.eu.auth0.com", "https://checkout.stripe.com"]);
    expect(
      formTargetsOf({
        AUTH_ISSUER: "http://localhost:3001",
        AUTH0_DOMAIN: undefined,
        STRIPE_API_URL: "http://localhost:3002",
        FORM_TARGETS: ["https://login.example.org", "http://localhost:3001"],
      }),
    ).toEqual(["http://localhost:3001", "http://localhost:3002", "https://login.example.org"]);
  });
});

async function answered(appUrl: string, serve: express.RequestHandler): Promise<Response> {
  const app = express()
    .use(securityHeaders({ APP_URL: appUrl }))
    .use(serve);
  const server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await answer.text();
  await new Promise((resolve) => server.close(resolve));
  return answer;
}

describe("every answer", () => {
  test("may do nothing, is kept by nobody and framed by nobody, unless it says otherwise", async () => {
    const { headers } = await answered(env.APP_URL, (_, response) => void response.end("{}"));
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-security-policy": strictestPolicy,
      "cache-control": "no-store",
      "x-frame-options": "DENY",
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "strict-transport-security": expect.stringMatching(/^max-age=\d{8}/) as string,
      "permissions-policy": expect.stringMatching(/camera=\(\).*clipboard-write=\(self\)$/) as string,
    });
  });

  test("says how it may be kept where it knows better", async () => {
    const asset = await answered(env.APP_URL, (_, response) => void response.set("Cache-Control", "max-age=60").end());
    expect(asset.headers.get("cache-control")).toBe("max-age=60");
  });

  test("speaks of https alone only where people come by https", async () => {
    const { headers } = await answered("http://localhost:3000", (_, response) => void response.end());
    expect(headers.get("strict-transport-security")).toBeNull();
  });

  test("that is a page opens one policy for itself, with a nonce that no other page has", async () => {
    const nonces = new Set<string>();
    for (let n = 0; n < 3; n++) {
      const { headers } = await answered(env.APP_URL, (_, response) => {
        nonces.add(openPage(pageContext(response, { env, isDevelopment: false })));
        response.end("<!DOCTYPE html>");
      });
      const policy = headers.get("content-security-policy") ?? "";
      expect(directives(policy)["script-src"]?.[1]).toBe(`'nonce-${[...nonces].at(-1)}'`);
      expect(policy).not.toContain(",");
    }
    expect(nonces.size).toBe(3);
  });
});

test("whatever is no page may load, frame and send nothing at all", () => {
  expect(strictestPolicy.split("; ").sort()).toEqual([
    "base-uri 'none'",
    "default-src 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]);
});
