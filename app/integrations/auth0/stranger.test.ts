import { OAuth2Server, type MutableResponse, type MutableToken } from "oauth2-mock-server";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { auth0, type Auth0 } from "./client.server";
import { Visitor } from "./simulator/visitor";

/** The portal's side of a sign-in, against a provider that nobody here wrote and that can be told to misbehave. */
const callback = "http://localhost:23100/auth/callback";
const said = { sub: "auth0|alice", email: "alice@example.org", email_verified: true, name: "Alice Analyst" };

const stranger = new OAuth2Server(undefined, undefined, {
  endpoints: { authorize: "/authorize", token: "/oauth/token", userinfo: "/userinfo", jwks: "/.well-known/jwks.json" },
  shouldIssuerUrlBeSuffixedWithATralingSlash: true,
});

let base: string;
let portal: Auth0;
let visitor: Visitor;

beforeAll(async () => {
  await stranger.issuer.keys.generate("RS256");
  await stranger.start(0, "localhost");
  base = (stranger.issuer.url ?? "").replace(/\/$/, "");
});

beforeEach(() => {
  stranger.service.removeAllListeners();
  stranger.service.on("beforeUserinfo", (answer: MutableResponse) => (answer.body = { ...said }));
  visitor = new Visitor();
  const credentials = { clientId: "atrium", clientSecret: "secret", redirectUri: callback };
  portal = auth0({ ...credentials, base, flowCookie: "atrium-flow", flowLasts: 600_000, secure: false });
});

afterAll(() => stranger.stop());

/** The address with which the provider sends the browser back. */
async function sentBack(): Promise<string> {
  const begun = visitor.remember(await portal.begin());
  return (await visitor.request(begun.headers.get("location") ?? "")).headers.get("location") ?? "";
}

const finish = (back: string) => portal.finish(new Request(back, { headers: { cookie: visitor.cookieHeader } }));

/** A whole sign-in with an ID token that `bend` has changed before it was signed. The access token stays as it is. */
async function signInWith(bend: (token: MutableToken) => void = () => undefined) {
  stranger.service.on("beforeTokenSigning", (token: MutableToken) => {
    if (!("nonce" in token.payload)) return;
    Object.assign(token.payload, { sub: said.sub });
    bend(token);
  });
  return finish(await sentBack());
}

test("who it vouches for comes in: code, PKCE, state, nonce, signature and address fit", async () => {
  expect(await signInWith()).toEqual({ issuer: base, subject: said.sub, email: said.email, name: said.name });
});

test.each<[string, (token: MutableToken) => void, string]>([
  ["with another flow's nonce", ({ payload }) => Object.assign(payload, { nonce: "another" }), "signInNonceMismatch"],
  ["for another client", ({ payload }) => Object.assign(payload, { aud: "hub" }), "identityUntrusted"],
  ["for nobody in particular", ({ payload }) => Object.assign(payload, { aud: undefined }), "identityUntrusted"],
  ["by another issuer", ({ payload }) => Object.assign(payload, { iss: "https://evil.example/" }), "identityUntrusted"],
  ["that has expired", ({ payload }) => Object.assign(payload, { exp: payload.iat - 3600 }), "clocksDiffer"],
  ["that never expires", ({ payload }) => Object.assign(payload, { exp: undefined }), "identityUntrusted"],
  ["from the future", ({ payload }) => Object.assign(payload, { nbf: payload.iat + 3600 }), "clocksDiffer"],
  [
    "signed with a key nobody published",
    ({ header }) => Object.assign(header, { kid: "unknown" }),
    "identityUntrusted",
  ],
  [
    "about somebody else than the profile",
    ({ payload }) => Object.assign(payload, { sub: "auth0|ada" }),
    "identityUntrusted",
  ],
])("a token %s lets nobody in", async (_, bend, code) => {
  await expect(signInWith(bend)).rejects.toMatchObject({ refusal: "forbidden", code });
});

/** The provider's own ID token with another head, and with `signature` in place of its own. */
function answerWithToken(forge: (payload: string, signature: string) => string) {
  stranger.service.on("beforeResponse", (answer: MutableResponse) => {
    if (answer.body === "") return;
    const [, payload = "", signature = ""] = String(answer.body["id_token"]).split(".");
    answer.body["id_token"] = forge(payload, signature);
  });
}

const head = (fields: object) => Buffer.from(JSON.stringify(fields)).toString("base64url");

test.each<[string, (payload: string, signature: string) => string]>([
  ["unsigned (alg none)", (payload) => `${head({ alg: "none", typ: "JWT" })}.${payload}.`],
  ["said to be unsigned, and signed", (payload, signature) => `${head({ alg: "none" })}.${payload}.${signature}`],
  [
    "said to be signed with a shared secret",
    (payload, signature) => `${head({ alg: "HS256" })}.${payload}.${signature}`,
  ],
  ["whose signature is of something else", (payload) => `${head({ alg: "RS256" })}.${payload}.${"A".repeat(342)}`],
])("a token that is %s lets nobody in", async (_, forge) => {
  answerWithToken(forge);
  await expect(signInWith()).rejects.toMatchObject({ refusal: "forbidden", code: "identityUntrusted" });
});

test.each([false, "true", undefined])("an address that is not verified (%s) lets nobody in", async (verified) => {
  stranger.service.on(
    "beforeUserinfo",
    (answer: MutableResponse) => (answer.body = { ...said, email_verified: verified }),
  );
  await expect(signInWith()).rejects.toMatchObject({ refusal: "forbidden", code: "emailNotVerified" });
});

test("a code is good for one sign-in, also in the browser that had it", async () => {
  stranger.service.on("beforeTokenSigning", ({ payload }: MutableToken) => Object.assign(payload, { sub: said.sub }));
  const back = await sentBack();
  expect(await finish(back)).toMatchObject({ subject: said.sub });
  await expect(finish(back)).rejects.toMatchObject({ name: "AppError" });
});

test("a code that another browser brings is refused: the verifier is in the cookie of the one that began", async () => {
  const stolen = await sentBack();
  visitor = new Visitor();
  await sentBack();
  await expect(finish(stolen)).rejects.toMatchObject({ refusal: "forbidden", code: "signInStateMismatch" });
  const mine = new URL(await sentBack());
  mine.searchParams.set("code", new URL(stolen).searchParams.get("code") ?? "");
  await expect(finish(mine.href)).rejects.toMatchObject({ name: "AppError" });
});
