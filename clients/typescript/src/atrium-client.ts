import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./schema";

export type AtriumClient = Client<paths>;
export type Schemas = components["schemas"];

export type AtriumOptions = {
  /** Where the portal is, such as `https://atrium.example.org`. */
  baseUrl: string;
  /** An API key. Left out in a browser: then the session of whoever is signed in counts. */
  key?: string;
  /** A session token, instead of a key. */
  token?: string;
  /** Another `fetch`, for other runtimes and for tests. */
  fetch?: (request: Request) => Promise<Response>;
};

/** A client whose addresses, inputs and answers are those of the API's document. */
export function atriumClient({ baseUrl, key, token, fetch }: AtriumOptions): AtriumClient {
  const headers = { ...(key && { "X-API-Key": key }), ...(token && { Authorization: `Bearer ${token}` }) };
  return createClient<paths>({ baseUrl, headers, ...(fetch && { fetch }) });
}
