import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { errors, type Provider } from "oidc-provider";
import { providerMemoryIn } from "./simulator/memory";
import { expiredPage, peoplePage, problemPage, type Person } from "./simulator/pages";
import { cookieNames, providerOf, type ProviderClient, type ProviderSecrets } from "./simulator/provider";

export type { Person } from "./simulator/pages";
export { newProviderSecrets, type ProviderClient, type ProviderSecrets } from "./simulator/provider";

export type ProviderOptions = Partial<ProviderSecrets> & {
  /** 0 or absent: any free one. */
  port?: number;
  clients: readonly ProviderClient[];
  cast: readonly Person[];
  /** Where browsers and clients reach it when that is not `http://localhost:<port>`; without a trailing slash. */
  issuer?: string;
  /** Adds Uma, whose e-mail address was never verified. */
  withUnverified?: boolean;
  /** Keeps who is signed in over restarts; without it people choose again. */
  file?: string;
};

/** What its token and userinfo endpoints do instead of answering. */
export type Fault = "fail" | "stall";

export type IdentityProviderSimulator = {
  /** Its address without a trailing slash: the value of `AUTH_ISSUER`. */
  url: string;
  port: number;
  /** Makes the endpoints that clients call answer 503 or never, until called without a fault. */
  disturb: (fault?: Fault) => void;
  stop: () => Promise<void>;
};

const uma: Person = {
  subject: "auth0|uma",
  email: "uma@example.org",
  name: "Uma Unverified",
  givenName: "Uma",
  familyName: "Unverified",
  emailVerified: false,
};

/**
 * Stands in for an Auth0 tenant on loopback: `oidc-provider` at Auth0's addresses, with one button per member of the cast instead of
 * passwords.
 */
export async function startIdentityProvider(options: ProviderOptions): Promise<IdentityProviderSimulator> {
  const server = createServer();
  const port = await listen(server, options.port ?? 0);
  const url = options.issuer ?? `http://localhost:${port}`;
  const people = options.withUnverified ? [...options.cast, uma] : options.cast;
  const { adapter, flush } = providerMemoryIn(options.file);
  const tenant = { provider: providerOf(url, people, { ...options, adapter }), people, clients: options.clients };
  const oidc = tenant.provider.callback();
  let fault: Fault | undefined;
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", url);
    if (fault && ["/oauth/token", "/userinfo"].includes(pathname))
      return fault === "fail" ? show(response, 503, "unavailable") : undefined;
    if (pathname.startsWith("/interaction/")) return interact(tenant, request, response);
    // Whoever is named takes the place of who was signed in.
    if (pathname === "/authorize" && searchParams.has("login_hint")) await endSession(tenant, request, response);
    if (pathname === "/v2/logout") return logOut(tenant, searchParams, request, response);
    return oidc(request, response);
  };
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch((error: unknown) => show(response, 500, problemPage("A fault", String(error))));
  });
  return { url, port, disturb: (wanted) => void (fault = wanted), stop: () => stop(server).then(flush) };
}

type Tenant = { provider: Provider; people: readonly Person[]; clients: readonly ProviderClient[] };

/** Shows who there is to choose from, and takes the choice; whoever the client names beforehand has chosen. A request that a restart made it forget is asked again. */
async function interact(tenant: Tenant, request: IncomingMessage, response: ServerResponse) {
  const form = request.method === "POST" ? new URLSearchParams(await text(request)) : undefined;
  try {
    return form ? await choose(tenant, form, request, response) : await showPeople(tenant, request, response);
  } catch (error) {
    if (!(error instanceof errors.SessionNotFound)) throw error;
    if (form?.get("again")) return redirect(response, `/authorize?${form.get("again")}`);
    show(response, 400, expiredPage(tenant.clients.flatMap((client) => client.redirectUris)));
  }
}

async function showPeople(tenant: Tenant, request: IncomingMessage, response: ServerResponse) {
  const { provider, people, clients } = tenant;
  const { params } = await provider.interactionDetails(request, response);
  const named = people.find((one) => one.subject === params["login_hint"]);
  if (named) return choose(tenant, new URLSearchParams({ subject: named.subject }), request, response);
  const client = clients.find((one) => one.clientId === params["client_id"]);
  show(response, 200, peoplePage(client?.name ?? String(params["client_id"]), people, queryOf(params)));
}

async function choose(tenant: Tenant, form: URLSearchParams, request: IncomingMessage, response: ServerResponse) {
  const person = tenant.people.find((one) => one.subject === form.get("subject"));
  const result = person
    ? { login: { accountId: person.subject } }
    : { error: "access_denied", error_description: "The person chose not to sign in." };
  const options = { mergeWithLastSubmission: false };
  const goOn = await tenant.provider.interactionResult(request, response, result, options);
  if (person) await forgetOther(tenant, person, request, response);
  redirect(response, goOn);
}

/** Whoever was signed in here before is not any more: the library would else ask for a sign-out first, on a page of its own. */
async function forgetOther({ provider }: Tenant, person: Person, request: IncomingMessage, response: ServerResponse) {
  const { cookies } = provider.createContext(request, response);
  const session = await provider.Session.find(cookies.get(cookieNames.session) ?? "");
  if (!session?.accountId || session.accountId === person.subject) return;
  delete session.accountId;
  await session.persist();
}

function queryOf(params: Record<string, unknown>): string {
  const texts = Object.entries(params).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return new URLSearchParams(texts).toString();
}

/** Ends the session here and leads back, but only to an address that the client has listed, as Auth0 does. */
async function logOut(tenant: Tenant, asked: URLSearchParams, request: IncomingMessage, response: ServerResponse) {
  const client = tenant.clients.find((one) => one.clientId === asked.get("client_id"));
  const returnTo = asked.get("returnTo") ?? "";
  if (!client?.postLogoutRedirectUris.includes(returnTo))
    return show(response, 400, problemPage("This sign-out cannot go on", `returnTo is not listed: ${returnTo}`));
  await endSession(tenant, request, response);
  redirect(response, returnTo);
}

async function endSession({ provider }: Tenant, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { cookies } = provider.createContext(request, response);
  const session = await provider.Session.find(cookies.get(cookieNames.session) ?? "");
  await session?.destroy();
  cookies.set(cookieNames.session, null);
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location }).end();
}

function show(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" }).end(page);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
