import { generateKeyPairSync, randomBytes } from "node:crypto";
import { Provider, type AdapterFactory, type Configuration, type JWKS } from "oidc-provider";
import { problemPage, type Person } from "./pages";

export type ProviderClient = {
  clientId: string;
  clientSecret: string;
  /** What the page calls it: "Sign in to …". */
  name?: string;
  redirectUris: readonly string[];
  postLogoutRedirectUris: readonly string[];
};

export type ProviderSecrets = { jwks: JWKS; cookieKeys: string[] };

/** `oidc-provider` at `url`, speaking as an Auth0 tenant does. */
export function providerOf(
  url: string,
  people: readonly Person[],
  options: Partial<ProviderSecrets> & { clients: readonly ProviderClient[]; adapter: AdapterFactory },
): Provider {
  // A tenant's issuer ends in a slash, as Auth0's does.
  return new Provider(`${url}/`, {
    ...auth0Ways,
    ...accountsOf(people),
    adapter: options.adapter,
    clients: options.clients.map(registrationOf),
    jwks: options.jwks ?? newSigningKeys(),
    cookies: { names: cookieNames, keys: options.cookieKeys ?? newCookieKeys() },
  });
}

/** What {@link providerOf} signs with; whoever keeps them keeps tokens and cookies valid over a restart. */
export function newProviderSecrets(): ProviderSecrets {
  return { jwks: newSigningKeys(), cookieKeys: newCookieKeys() };
}

function newSigningKeys(): JWKS {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const kid = randomBytes(8).toString("hex");
  return { keys: [{ ...privateKey.export({ format: "jwk" }), kty: "RSA", kid, alg: "RS256", use: "sig" }] };
}

const newCookieKeys = () => [randomBytes(32).toString("base64url")];

const minutes = (count: number) => () => count * 60;

/** Auth0's addresses and habits; the rest is off. Each life-time and page is set because the library warns about its own. */
const auth0Ways = {
  routes: {
    authorization: "/authorize",
    token: "/oauth/token",
    userinfo: "/userinfo",
    revocation: "/oauth/revoke",
    jwks: "/.well-known/jwks.json",
    end_session: "/oidc/logout",
  },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    resourceIndicators: { enabled: false },
    dPoP: { enabled: false },
    revocation: { enabled: true, allowedPolicy: (_, client, token) => token.clientId === client.clientId },
  },
  pkce: { required: () => false },
  conformIdTokenClaims: false,
  clientBasedCORS: () => false,
  claims: { openid: ["sub"], profile: ["name", "given_name", "family_name"], email: ["email", "email_verified"] },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  ttl: {
    AccessToken: minutes(60),
    AuthorizationCode: minutes(1),
    IdToken: minutes(60),
    Interaction: minutes(60),
    Session: minutes(14 * 24 * 60),
    Grant: minutes(14 * 24 * 60),
  },
  // Clients here are first-party: nobody is asked whether the portal may know their name.
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client?.clientId,
      accountId: ctx.oidc.session?.accountId,
    });
    grant.addOIDCScope("openid profile email");
    await grant.save();
    return grant;
  },
  renderError: (ctx, out) => {
    ctx.type = "html";
    ctx.body = problemPage("This sign-in cannot go on", out.error_description ?? out.error);
  },
} satisfies Configuration;

/** Cookies on localhost are shared by all its ports, so these have names of their own. */
export const cookieNames = {
  session: "provider_session",
  interaction: "provider_interaction",
  resume: "provider_resume",
};

function registrationOf(client: ProviderClient) {
  return {
    client_id: client.clientId,
    client_secret: client.clientSecret,
    client_name: client.name ?? client.clientId,
    redirect_uris: [...client.redirectUris],
  };
}

function accountsOf(people: readonly Person[]): Pick<Configuration, "findAccount"> {
  return {
    findAccount: (_, subject) => {
      const person = people.find((one) => one.subject === subject);
      return person && { accountId: subject, claims: () => claimsOf(person) };
    },
  };
}

function claimsOf(person: Person) {
  const { subject: sub, email, name } = person;
  return {
    sub,
    email,
    email_verified: person.emailVerified ?? true,
    name,
    given_name: person.givenName,
    family_name: person.familyName,
  };
}
