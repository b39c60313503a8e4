import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { base64url, exportJWK, exportSPKI, generateKeyPair, SignJWT, type JWTPayload } from "jose";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { outbound } from "~/core/network/outbound.server";
import { accessTokenCheck } from "./access-token.server";
import { idTokenCheck, type IdTokenCheck } from "./id-token.server";
import { tenantKeys } from "./tenant-keys.server";

const key = await generateKeyPair("RS256", { extractable: true });
const otherKey = await generateKeyPair("RS256");
const nonce = "the-nonce-of-this-flow";
const now = Math.floor(performance.timeOrigin / 1000);

let server: Server;
let base: string;
let answer: { status: number; body: string };
let fetched: number;
let check: IdTokenCheck;

beforeAll(async () => {
  server = createServer((_, response) => {
    fetched++;
    response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://localhost:${(server.address() as AddressInfo).port}`;
});

beforeEach(async () => {
  fetched = 0;
  answer = { status: 200, body: await published(key.publicKey) };
  const isBroken = ({ status }: { status: number }) => status >= 500;
  const call = outbound({ system: "auth0", base, isBroken, retryDelayMs: 1 });
  check = idTokenCheck(base, "atrium", tenantKeys(base, call));
});

afterAll(() => server.close());

const published = async (publicKey: CryptoKey) =>
  JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: "k1", alg: "RS256", use: "sig" }] });

const right = (): JWTPayload => ({
  iss: `${base}/`,
  aud: "atrium",
  sub: "auth0|alice",
  nonce,
  iat: now,
  exp: now + 3600,
});

const signed = (claims: JWTPayload, by = key.privateKey, alg = "RS256") =>
  new SignJWT(claims).setProtectedHeader({ alg, kid: "k1" }).sign(by);

const encoded = (part: object) => base64url.encode(JSON.stringify(part));

test("a token that the tenant signed for this flow says who it is", async () => {
  expect(await check(await signed(right()), nonce)).toBe("auth0|alice");
});

test("keys are fetched once for many tokens", async () => {
  for (let i = 0; i < 5; i++) await check(await signed(right()), nonce);
  expect(fetched).toBe(1);
});

test.each([
  ["another issuer", { iss: "https://evil.example/" }],
  ["another client", { aud: "somebody-else" }],
  ["no subject", { sub: undefined }],
  ["no nonce", { nonce: undefined }],
  ["no expiry", { exp: undefined }],
])("a token with %s is not trusted", async (_, wrong) => {
  await expect(check(await signed({ ...right(), ...wrong }), nonce)).rejects.toMatchObject({
    code: "identityUntrusted",
  });
});

test("a token of another flow is refused", async () => {
  const token = await signed({ ...right(), nonce: "of-another-flow" });
  await expect(check(token, nonce)).rejects.toMatchObject({ code: "signInNonceMismatch" });
});

test("a token that is over, or not yet valid, speaks of clocks; a minute is forgiven", async () => {
  await expect(check(await signed({ ...right(), exp: now - 120 }), nonce)).rejects.toMatchObject({
    code: "clocksDiffer",
  });
  for (const ahead of [{ nbf: now + 600 }, { iat: now + 600 }])
    await expect(check(await signed({ ...right(), ...ahead }), nonce)).rejects.toMatchObject({ code: "clocksDiffer" });
  expect(await check(await signed({ ...right(), exp: now - 20 }), nonce)).toBe("auth0|alice");
});

test("no signature, another's, and one made with the public key as a secret are refused", async () => {
  const unsigned = `${encoded({ alg: "none" })}.${encoded(right())}.`;
  const publicAsSecret = new TextEncoder().encode(await exportSPKI(key.publicKey));
  const confused = await new SignJWT(right()).setProtectedHeader({ alg: "HS256", kid: "k1" }).sign(publicAsSecret);
  const [header = "", , signature = ""] = (await signed(right())).split(".");
  const altered = [header, encoded({ ...right(), sub: "auth0|ada" }), signature].join(".");
  for (const token of [unsigned, confused, altered, await signed(right(), otherKey.privateKey), "not.a.token", ""])
    await expect(check(token, nonce), token.slice(0, 40)).rejects.toMatchObject({ code: "identityUntrusted" });
});

test.each(["PS256", "RS512"])("a key that names no algorithm of its own does not let %s in", async (alg) => {
  const strong = await generateKeyPair(alg);
  const open = { ...(await exportJWK(strong.publicKey)), kid: "k1" };
  answer.body = JSON.stringify({ keys: [open] });
  const token = await signed(right(), strong.privateKey, alg);
  await expect(check(token, nonce)).rejects.toMatchObject({ code: "identityUntrusted" });
  const call = outbound({ system: "auth0", base, isBroken: () => false });
  const access = accessTokenCheck(base, tenantKeys(base, call));
  await expect(access(token, "atrium")).rejects.toMatchObject({ refusal: "unauthenticated" });
});

test.each([
  ["fails", { status: 503, body: "down" }],
  ["answers HTML", { status: 200, body: "<html>proxy</html>" }],
])("a tenant whose key list %s is down, not untrusted", async (_, wrong) => {
  answer = wrong;
  await expect(check(await signed(right()), nonce)).rejects.toMatchObject({ name: "OutboundFailure" });
});
