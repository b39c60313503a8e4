import { createPublicKey, type JsonWebKey } from "node:crypto";
import { base64url, SignJWT } from "jose";
import { OAuth2Server, type JwtTransform } from "oauth2-mock-server";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { clock } from "~/core/clock";
import { outboundCalls } from "~/core/metrics.server";
import { sql } from "~/db/pool.server";
import { signInMember } from "~/domain/identity/sign-in/sign-in-member.server";
import type { Viewer } from "~/domain/identity/viewer";
import { cast } from "~/testing/cast";
import { callerOfSessionToken } from "./session-token.server";

const audience = "https://atrium.example.org/api";
const provider = new OAuth2Server(undefined, undefined, {
  endpoints: { jwks: "/.well-known/jwks.json" },
  shouldIssuerUrlBeSuffixedWithATralingSlash: true,
});

let base: string;
let port: number;
let alice: Viewer;

beforeAll(async () => {
  await provider.issuer.keys.generate("RS256", { kid: "first" });
  await provider.start(0, "localhost");
  port = provider.address().port;
  base = `http://localhost:${port}`;
  Object.assign(process.env, { AUTH_ISSUER: base, AUTH0_AUDIENCE: audience });
  alice = (await signInMember({ issuer: base, ...cast.alice })).viewer;
  await signInMember({ issuer: "https://other.example", ...cast.bob });
});

beforeEach(async () => {
  await sql`update users set suspended_at = null, anonymized_at = null`;
});

afterAll(() => provider.stop());

const seconds = () => Math.floor(clock.now().getTime() / 1000);

/** A token that the provider signed, bent where told. */
function tokenOf(changes: Record<string, unknown> = {}, kid = "first", header: Record<string, unknown> = {}) {
  const bend: JwtTransform = (head, payload) => {
    Object.assign(head, header);
    Object.assign(payload, { sub: cast.alice.subject, aud: [audience, `${base}/userinfo`], ...changes });
  };
  return provider.issuer.buildToken({ kid, scopesOrTransform: bend, expiresIn: 3600 });
}

const refusedAs = (code: string) => ({ refusal: "unauthenticated", code });
const down = { refusal: "unavailable", code: "identityProviderDown", retryAfterSeconds: 5 };

test("while the provider is down from the start, who needs its keys is told to come back", async () => {
  const token = await tokenOf();
  await provider.stop();
  await expect(callerOfSessionToken(token)).rejects.toMatchObject(down);
  await provider.start(port, "localhost");
});

test("a token that the provider signed for the portal's API means the member of its issuer and subject", async () => {
  expect(await callerOfSessionToken(await tokenOf())).toEqual(alice);
});

test("an address in a token means nobody: neither Bob, whose subject is of another provider, nor Ada by her address", async () => {
  for (const sub of [cast.bob.subject, "client@clients", "auth0|nobody"])
    await expect(callerOfSessionToken(await tokenOf({ sub, email: cast.ada.email }))).rejects.toMatchObject(
      refusedAs("tokenOfStranger"),
    );
});

test.each<[string, () => Record<string, unknown>]>([
  ["another audience", () => ({ aud: "https://other.example/api" })],
  ["the audience of the sign-in", () => ({ aud: "atrium" })],
  ["no audience", () => ({ aud: undefined })],
  ["another issuer", () => ({ iss: "https://evil.example/" })],
  ["an issuer that only begins like ours", () => ({ iss: `${base}/evil/` })],
  ["no issuer", () => ({ iss: undefined })],
  ["no subject", () => ({ sub: undefined })],
  ["an empty subject", () => ({ sub: "" })],
  ["a subject that is no text", () => ({ sub: 7 })],
  ["no end", () => ({ exp: undefined })],
  ["a subject with a NUL", () => ({ sub: `${cast.alice.subject}\0` })],
  ["half of a character in its subject", () => ({ sub: "auth0|\ud800" })],
])("a token with %s is refused", async (_, wrong) => {
  await expect(callerOfSessionToken(await tokenOf(wrong()))).rejects.toMatchObject(refusedAs("tokenInvalid"));
});

test.each<[string, () => Record<string, unknown>]>([
  ["begins in ten minutes", () => ({ nbf: seconds() + 600 })],
  ["was made in ten minutes", () => ({ iat: seconds() + 600 })],
  ["was made a little more than a minute ahead", () => ({ iat: seconds() + 65 })],
])("a token that %s is not for now", async (_, ahead) => {
  await expect(callerOfSessionToken(await tokenOf(ahead()))).rejects.toMatchObject(refusedAs("tokenFromFuture"));
});

test("a token that is over is said to be; clocks may differ by a minute", async () => {
  const past = (ago: number) => tokenOf({ iat: seconds() - 4000, nbf: seconds() - 4000, exp: seconds() - ago });
  await expect(callerOfSessionToken(await past(90))).rejects.toMatchObject(refusedAs("tokenExpired"));
  expect(await callerOfSessionToken(await past(30))).toEqual(alice);
  expect(await callerOfSessionToken(await tokenOf({ iat: seconds() + 30, nbf: seconds() + 30 }))).toEqual(alice);
});

test("no signature, the public key as a secret, another algorithm and a changed letter are refused", async () => {
  const encoded = (part: object) => base64url.encode(JSON.stringify(part));
  const claims = { iss: `${base}/`, aud: audience, sub: cast.ada.subject, iat: seconds(), exp: seconds() + 600 };
  const [published] = provider.issuer.keys.toJSON();
  const pem = createPublicKey({ key: published as JsonWebKey, format: "jwk" }).export({ type: "spki", format: "pem" });
  const secret = new TextEncoder().encode(String(pem));
  const confused = await new SignJWT(claims).setProtectedHeader({ alg: "HS256", kid: "first" }).sign(secret);
  await provider.issuer.keys.generate("ES256", { kid: "curve" });
  const [head, , signature] = (await tokenOf()).split(".");
  for (const token of [
    `${encoded({ alg: "none" })}.${encoded(claims)}.`,
    `${encoded({ alg: "None", kid: "first" })}.${encoded(claims)}.${signature ?? ""}`,
    confused,
    await tokenOf({}, "curve"),
    `${head ?? ""}.${encoded(claims)}.${signature ?? ""}`,
  ])
    await expect(callerOfSessionToken(token), token.slice(0, 60)).rejects.toMatchObject(refusedAs("tokenInvalid"));
});

test("whatever else is sent is refused, and breaks nothing", async () => {
  const letters = fc.stringMatching(/^[\w-]{0,40}\.[\w-]{0,40}\.[\w-]{0,40}$/);
  const part = fc.jsonValue().map((value) => base64url.encode(JSON.stringify(value)));
  const parts = fc.tuple(part, part, fc.string()).map((three) => three.join("."));
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), letters, parts), async (token) => {
      await expect(callerOfSessionToken(token)).rejects.toMatchObject(refusedAs("tokenInvalid"));
    }),
  );
});

test("a suspended member is told so; one who has gone is not known", async () => {
  await sql`update users set suspended_at = now() where id = ${alice.userId}`;
  await expect(callerOfSessionToken(await tokenOf())).rejects.toMatchObject({
    refusal: "forbidden",
    code: "suspended",
  });
  await sql`update users set anonymized_at = now() where id = ${alice.userId}`;
  await expect(callerOfSessionToken(await tokenOf())).rejects.toMatchObject(refusedAs("tokenOfStranger"));
});

/** How often the provider was asked for its keys. */
async function fetches(): Promise<number> {
  const { values } = await outboundCalls.get();
  const counts = values.filter(({ metricName, labels }) => metricName?.endsWith("_count") && labels.system === "auth0");
  return counts.reduce((sum, { value }) => sum + value, 0);
}

test("a key that the provider has just begun to use is fetched; tokens of unknown keys have it asked once a second at most", async () => {
  await provider.issuer.keys.generate("RS256", { kid: "second" });
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const before = await fetches();
  expect(await callerOfSessionToken(await tokenOf({}, "second"))).toEqual(alice);
  const strange = await Promise.all(
    Array.from({ length: 20 }, (_, n) => tokenOf({}, "first", { kid: `unknown-${n}` })),
  );
  for (const token of strange)
    await expect(callerOfSessionToken(token)).rejects.toMatchObject(refusedAs("tokenInvalid"));
  expect((await fetches()) - before).toBe(1);
});

test("with its keys at hand nobody needs the provider; who needs it while it is down is told to come back", async () => {
  const [known, unknown] = [await tokenOf(), await tokenOf({}, "first", { kid: "third" })];
  await new Promise((resolve) => setTimeout(resolve, 1100));
  await provider.stop();
  expect(await callerOfSessionToken(known)).toEqual(alice);
  await expect(callerOfSessionToken(unknown)).rejects.toMatchObject(down);
  await provider.start(port, "localhost");
});
