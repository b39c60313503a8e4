import { json, Router, urlencoded, type NextFunction, type Request, type Response } from "express";
import { Readable } from "node:stream";
import { AppError } from "~/core/app-error";
import { env } from "~/core/env.server";
import { log } from "~/core/log.server";
import { refuseWhileClockIsWrong } from "~/db/clock-trust.server";
import { compress, sendJson } from "~/web/operations/compress.server";
import { docsRouter } from "~/web/docs/serve-docs.server";
import { refusalIn, statusAndHeaders, type Fault } from "~/web/refusal.server";
import { Answer, type Endpoint } from "./endpoint.server";
import { admit, type Admitted } from "./admit.server";
import { familyOfPath, families, type Family } from "./families.server";
import { crossOrigin } from "./cross-origin.server";
import { answerIdempotently } from "./idempotency.server";
import { isInboundWebhook } from "./inbound-webhooks.server";
import { readInput, type Input } from "./read-input.server";

/** No message of a client comes near it; files have an endpoint of their own. */
const LONGEST_BODY = "1mb";

/** Serves every endpoint below `/api`, each family at its base. What is not there is said to be absent in the family's envelope. */
export function apiRouter(endpoints: readonly Endpoint[]): Router {
  const router = routerOf(endpoints, ({ family, path }) => `${families[family].base}${path}`.replace(/\/$/, ""));
  router.use(docsRouter(endpoints, "portal"));
  // However it is written, what is below /api is for programs, and no page leads a browser elsewhere from there.
  router.use((request, response, next) =>
    !/^\/api(\/|$)/i.test(request.path) || isInboundWebhook(request.path)
      ? next()
      : sendRefusal(request, response, new AppError("not_found", "endpointUnknown")),
  );
  router.use(/^\/api(?=\/|$)/i, answerError);
  return router;
}

/** Serves the workspace family at the root, as on a host of its own. */
export function apiHostRouter(endpoints: readonly Endpoint[]): Router {
  const own = endpoints.filter(({ family }) => family === "workspace");
  const router = routerOf(own, ({ path }) => path);
  router.use(docsRouter(endpoints, "apiHost"));
  router.use((request, response) => sendRefusal(request, response, new AppError("not_found", "endpointUnknown")));
  router.use(answerError);
  return router;
}

function routerOf(endpoints: readonly Endpoint[], addressOf: (spec: Endpoint) => string): Router {
  const router = Router({ caseSensitive: true });
  const bodies = [json({ limit: LONGEST_BODY }), urlencoded({ limit: LONGEST_BODY, extended: false })];
  for (const [address, specs] of Map.groupBy(endpoints, addressOf)) {
    const path = (address || "/").replace(/\{(\w+)\}/g, ":$1");
    const route = router.route(path).all(crossOrigin, markFamily(families[specs[0]?.family ?? "platform"]));
    for (const spec of specs)
      // Nobody's body is read before it is known that they may send one.
      route[methodOf(spec)](entering(spec), ...(spec.body ? bodies : []), answering(spec));
    const allowed = specs.map(({ method }) => method).join(", ");
    route.all((request, response) => {
      response.set("Allow", allowed);
      sendRefusal(request, response, { refusal: "not_allowed", code: "methodUnknown", params: { allowed } });
    });
  }
  return router;
}

const methodOf = ({ method }: Endpoint) => method.toLowerCase() as "get" | "post" | "put" | "patch" | "delete";

/** So that a refusal, wherever it happens, comes in the envelope of the family that was asked. */
function markFamily(family: Family) {
  return (_: Request, response: Response, next: NextFunction) => {
    response.locals["family"] = family;
    next();
  };
}

function entering(spec: Endpoint) {
  return (request: Request, response: Response, next: NextFunction) => {
    refuseWhileClockIsWrong();
    admit(spec, request, response).then((admitted) => {
      response.locals["admitted"] = admitted;
      next();
    }, next);
  };
}

function answering(spec: Endpoint) {
  return (request: Request, response: Response, next: NextFunction) =>
    void answer(spec, response.locals["admitted"] as Admitted, request, response).catch(next);
}

async function answer(spec: Endpoint, admitted: Admitted, request: Request, response: Response): Promise<void> {
  const input = readInput(spec, request);
  const given = await answerIdempotently(spec, admitted, request, async () =>
    work(spec, admitted, input, request, response),
  );
  if (given instanceof globalThis.Response) return compress(request, response, () => sendStream(given, response));
  response.set(given.headers).status(given.status ?? spec.statuses?.[0] ?? 200);
  response.set("Cache-Control", "no-store");
  sendJson(request, response, given.body);
}

/** The work's answer in its family's envelope. */
async function work(
  spec: Endpoint,
  { viewer }: Admitted,
  input: Input,
  request: Request,
  response: Response,
): Promise<Answer<unknown> | globalThis.Response> {
  const given = await spec.work({
    viewer,
    ...input,
    // Made for those that ask: together they cost as much as a query.
    get headers() {
      return headersOf(request);
    },
    get url() {
      return new URL(request.originalUrl, ownOriginOf(request));
    },
    get signal() {
      return leaving(response);
    },
  });
  if (given instanceof globalThis.Response) return given;
  const {
    body: data,
    status,
    headers: more,
  } = given instanceof Answer ? (given as Answer<unknown>) : new Answer(given);
  const { envelope = {} } = spec;
  const wrapped = envelope === "bare" ? data : families[spec.family].wrap(data, envelope.word ?? "success");
  return new Answer(wrapped, status, more);
}

/** The origin of ours that was called: the API's own host or port, or the portal's. */
function ownOriginOf(request: Request): string {
  const { APP_URL, API_HOST, API_PORT } = env();
  const { protocol, hostname, origin } = new URL(APP_URL);
  if (API_HOST !== undefined && request.get("Host") === API_HOST) return `${protocol}//${API_HOST}`;
  return API_PORT !== undefined && request.socket.localPort === API_PORT
    ? `${protocol}//${hostname}:${API_PORT}`
    : origin;
}

function headersOf(request: Request): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, String(value));
  return headers;
}

function leaving(response: Response): AbortSignal {
  const left = new AbortController();
  if (response.closed) left.abort();
  response.once("close", () => left.abort());
  return left.signal;
}

function sendStream(given: globalThis.Response, response: Response): void {
  response.status(given.status);
  for (const [name, value] of given.headers) if (name !== "set-cookie") response.set(name, value);
  for (const cookie of given.headers.getSetCookie()) response.append("Set-Cookie", cookie);
  if (!given.body) return void response.end();
  Readable.fromWeb(given.body as import("node:stream/web").ReadableStream)
    .on("error", () => response.destroy())
    .pipe(response);
}

/** The one error path of the API. */
function answerError(error: unknown, request: Request, response: Response, _next: NextFunction): void {
  if (response.headersSent) return void response.destroy();
  const refusal = refusalIn(error) ?? refusalOfParser(error);
  if (refusal) return sendRefusal(request, response, refusal);
  log.error({ err: error }, "unexpected error");
  sendRefusal(request, response, { refusal: "broken", code: "brokenHere", params: {} });
}

/** Express and its parsers say by a status what is wrong with a request. */
function refusalOfParser(error: unknown): AppError | undefined {
  const status = error instanceof Error && "status" in error ? Number(error.status) : 0;
  if (status === 413) return new AppError("too_large", "bodyTooLarge");
  if (status === 415) return new AppError("unsupported", "bodyNotJson");
  return status >= 400 && status < 500 ? new AppError("invalid", "bodyUnreadable") : undefined;
}

function sendRefusal(request: Request, response: Response, fault: Fault): void {
  const family = (response.locals["family"] as Family | undefined) ?? familyOf(request);
  const { status, headers } = statusAndHeaders(fault);
  const wasSent = request.get("Authorization") !== undefined || request.get("X-API-Key") !== undefined;
  response.set(headers).set("Cache-Control", "no-store").status(status).json(family.refusal(fault, wasSent));
}

function familyOf(request: Request): Family {
  const path = request.originalUrl.split("?")[0]?.toLowerCase() ?? "";
  return path.startsWith("/api") ? familyOfPath(path) : families.workspace;
}
