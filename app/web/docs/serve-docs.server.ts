import { Router, type Request, type Response } from "express";
import { createRequire } from "node:module";
import { sha256 } from "~/core/crypto.server";
import { env } from "~/core/env.server";
import { version } from "~/core/version.server";
import type { Endpoint } from "~/web/api/endpoint.server";
import { apiHostDocument, portalDocument, type Installation } from "~/web/api/openapi/openapi-document.server";
import { compress } from "~/web/operations/compress.server";
import { preferencesOf } from "~/web/forms/preferences.server";
import { sessionCookieName } from "~/web/session/session.server";
import { docsPage, docsPolicy } from "./docs-page.server";
import styles from "./docs.css?raw";
import start from "./docs-start.js?raw";

/** Serves `/openapi.json` and `/docs`, of all families or, on the API's own host, of the workspace family. Nothing comes from elsewhere. */
export function docsRouter(endpoints: readonly Endpoint[], place: "portal" | "apiHost"): Router {
  const router = Router();
  const documented = place === "portal" ? portalDocument : apiHostDocument;
  let text: string | undefined;
  router.get(/^\/(openapi\.json|docs(\/|$))/, compress);
  router.get("/openapi.json", (_, response) => {
    text ??= JSON.stringify(documented(endpoints, installation()));
    sendTagged(response.set("Cache-Control", "public, no-cache").type("application/json"), text);
  });
  router.get("/docs", (request, response, next) => void sendPage(request, response).catch(next));
  for (const [name, send] of Object.entries(assets)) router.get(`${assetsPath}/${name}`, send);
  return router;
}

function installation(): Installation {
  const { APP_URL: portal, API_HOST, API_PORT } = env();
  const { protocol, hostname } = new URL(portal);
  const host = API_HOST ?? (API_PORT === undefined ? undefined : `${hostname}:${API_PORT}`);
  return { version, portal, sessionCookie: sessionCookieName(), ...(host && { apiHost: `${protocol}//${host}` }) };
}

async function sendPage(request: Request, response: Response): Promise<void> {
  const headers = ["cookie", "accept-language"].map((name) => [name, request.get(name) ?? ""] as [string, string]);
  const preferences = await preferencesOf(new Request("http://portal.invalid", { headers }));
  response.set({ "Content-Security-Policy": docsPolicy, "Cache-Control": "private, no-cache" });
  sendTagged(response.type("html"), docsPage(preferences, assetsPath, env().APP_URL));
}

/** Asked again each time, and answered 304 until it changes: Express compares the tag. */
function sendTagged(response: Response, text: string): void {
  response.set("ETag", `W/"${sha256(text).slice(0, 32)}"`).send(text);
}

const { resolve } = createRequire(import.meta.url);

const files = {
  "swagger-ui.css": "swagger-ui-dist/swagger-ui.css",
  "swagger-ui-bundle.js": "swagger-ui-dist/swagger-ui-bundle.js",
  "latin.woff2": "@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2",
  "arabic.woff2": "@fontsource-variable/vazirmatn/files/vazirmatn-arabic-wght-normal.woff2",
};

const texts = { "docs.css": styles, "docs-start.js": start };

/** A new version of any of them is another address, so that each may be kept for good. */
const assetsPath = `/docs/${sha256([version, styles, start].join()).slice(0, 12)}`;

const assets: Record<string, (request: Request, response: Response) => void> = {
  ...mapped(files, (file) => (_, response) => {
    response.sendFile(resolve(file), { immutable: true, maxAge: "1y" });
  }),
  ...mapped(texts, (text, name) => (_, response) => {
    response.set("Cache-Control", "public, max-age=31536000, immutable").type(name).send(text);
  }),
};

function mapped<T>(table: Record<string, string>, make: (value: string, name: string) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [name, make(value, name)]));
}
