import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { auth0, type Auth0 } from "./client.server";
import { Visitor } from "./simulator/visitor";

const callback = "http://localhost:23100/auth/callback";
const key = await generateKeyPair("RS256");
const publicKey = { ...(await exportJWK(key.publicKey)), kid: "k1", alg: "RS256" };

let server: Server;
let answers: Record<string, { status?: number; body: unknown }>;
let portal: Auth0;

beforeAll(async () => {
  server = createServer((request, response) => {
    const { status = 200, body } = answers[request.url ?? ""] ?? { status: 404, body: {} };
    response.writeHead(status).end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

beforeEach(() => {
  const base = `http://localhost:${(server.address() as AddressInfo).port}`;
  const credentials = { clientId: "atrium", clientSecret: "dev-client-secret", redirectUri: callback };
  portal = auth0({ ...credentials, base, flowCookie: "atrium-flow", flowLasts: 600_000, secure: false });
  answers = { "/.well-known/jwks.json": { body: { keys: [publicKey] } } };
});

afterAll(() => server.close());

/** A whole sign-in as Alice at a tenant that says `said` at /userinfo, and `tokens` instead of the right ones where given. */
async function signInWith(said: { status?: number; body: unknown }, tokens?: object) {
  const visitor = new Visitor();
  const asked = new URL(visitor.remember(await portal.begin()).headers.get("location") ?? "");
  const claims = { iss: `${asked.origin}/`, aud: "atrium", sub: "auth0|alice", nonce: asked.searchParams.get("nonce") };
  const token = new SignJWT(claims)
    .setProtectedHeader({ alg: "RS256", kid: "k1" })
    .setIssuedAt()
    .setExpirationTime("1h");
  answers["/oauth/token"] = { body: tokens ?? { access_token: "a", id_token: await token.sign(key.privateKey) } };
  answers["/userinfo"] = said;
  const back = `${callback}?code=c&state=${asked.searchParams.get("state") ?? ""}`;
  return portal.finish(new Request(back, { headers: { cookie: visitor.cookieHeader } }));
}

const alice = { sub: "auth0|alice", email: "Alice@Example.org", email_verified: true, name: "Alice Analyst" };

test("who the tenant vouches for twice over comes in", async () => {
  expect(await signInWith({ body: alice })).toMatchObject({ subject: "auth0|alice", email: "Alice@Example.org" });
});

test.each([
  ["speaks of somebody else", { body: { ...alice, sub: "auth0|ada" } }],
  ["speaks of nobody", { body: { email: alice.email, email_verified: true } }],
  ["refuses the token it gave", { status: 401, body: { error: "invalid_token" } }],
  ["is a proxy's page", { body: "<html>Hello</html>" }],
  ["has no address but a text", { body: { ...alice, email: "alice" } }],
  ["hides something in the address", { body: { ...alice, email: "alice\u202E@example.org" } }],
])("a profile that %s is not trusted", async (_, said) => {
  await expect(signInWith(said)).rejects.toMatchObject({ refusal: "forbidden", code: "identityUntrusted" });
});

test.each([undefined, null, false, "true", 1])("only a plain yes means verified, not %s", async (verified) => {
  const said = { body: { ...alice, email_verified: verified } };
  await expect(signInWith(said)).rejects.toMatchObject({ code: "emailNotVerified" });
});

test.each([undefined, null])("who has no address (%s) is told so", async (email) => {
  await expect(signInWith({ body: { ...alice, email } })).rejects.toMatchObject({ code: "emailMissing" });
});

test("names that no page should show are made fit, and a missing one gives way to the address", async () => {
  const nameOf = async (name: unknown) => (await signInWith({ body: { ...alice, name } })).name;
  expect(await nameOf("\u202Eecila\u0000 \n Analyst ")).toBe("ecila Analyst");
  expect(await nameOf("آلیس تحلیلگر")).toBe("آلیس تحلیلگر");
  expect(await nameOf("ب".repeat(5000))).toHaveLength(120);
  expect((await nameOf("👩‍🔬".repeat(5000))).isWellFormed()).toBe(true);
  for (const nothing of [undefined, null, "", " \u200E "]) expect(await nameOf(nothing)).toBe("Alice@Example.org");
});

test.each([[{ access_token: "a" }], [{ id_token: "x.y.z" }], [{ access_token: "a", id_token: 7 }], [{}]])(
  "an answer without both tokens (%j) signs nobody in",
  async (tokens) => {
    await expect(signInWith({ body: alice }, tokens)).rejects.toMatchObject({ code: "identityUntrusted" });
  },
);

test("a tenant whose profile page is down is down", async () => {
  const refused = { refusal: "unavailable", code: "identityProviderDown" };
  await expect(signInWith({ status: 503, body: "" })).rejects.toMatchObject(refused);
});
