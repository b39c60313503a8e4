import { createServer, type Server } from "node:http";
import { Server as NetServer } from "node:net";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import express, { type NextFunction, type Request, type Response } from "express";

// Nothing of app/ is imported here but types: the app is one module graph, reached through its entry module.
type Portal = typeof import("./app/entry.server");
type Build = ServerBuild & { entry: { module: Portal } };

const DRAIN_MS = 25_000;
/** How long a stopping replica says so on /readyz, and still takes requests, before it takes no more. */
const NOTICE_MS = 1000;
/** A proxy that has made a connection sends its request on it well within this. */
const FIRST_REQUEST_MS = 250;
/** A turn of the loop that takes no longer had nothing to do. */
const QUIET_MS = 0.3;
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
/** No form of ours and no message of Stripe's comes near it. */
const LONGEST_BODY = 1_000_000;
const UNREADABLE = "The portal has no answer to such a request.\n";
const isProduction = process.env["NODE_ENV"] === "production";
const app = express();
/** Longer than a proxy keeps a connection (nginx: 60 s): who ends it first while the other sends loses what is sent. */
const KEEP_ALIVE_MS = 75_000;
const timeouts = {
  requestTimeout: 120_000,
  headersTimeout: 20_000,
  keepAliveTimeout: KEEP_ALIVE_MS,
  maxHeaderSize: 32_768,
};
const server = createServer(timeouts, app);
const vite = isProduction ? undefined : await startVite(server);

async function startVite(httpServer: Server) {
  const { createServer: createVite } = await import("vite");
  return createVite({ server: { middlewareMode: true, hmr: { server: httpServer } } });
}

async function loadBuild(): Promise<Build> {
  // A name, so that bundling leaves it alone: it lies beside build/server.js.
  const built = "./server/index.js";
  const loaded: unknown = vite
    ? await vite.ssrLoadModule("virtual:remix/server-build")
    : await import(new URL(built, import.meta.url).href);
  return loaded as Build;
}

const build = await loadBuild();
const portal = build.entry.module;
const { log } = portal;
const env = settingsOrExit();
/** From when everything runs until it is told to stop. */
let isServing = false;

function settingsOrExit() {
  try {
    return portal.env();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(78);
  }
}

try {
  await portal.migrateDatabase(env.DATABASE_URL);
  await portal.warnOfFewConnections();
  await portal.startClockWatch();
  if (portal.isClockWrong()) void prepareWhenRight();
  else await prepare();
} catch (error) {
  log.fatal({ err: error }, "cannot prepare the database");
  process.exit(1);
}

/** Answers programs; in development with the newest build of it. */
const apis = vite
  ? async () => (await loadBuild()).entry.module.apiRouters()
  : () => Promise.resolve(portal.apiRouters());

const labelOf = portal.routeLabels(portal.routePatterns(build.routes, portal.endpoints));

/** Answers with the app; in development with the newest build of it. What it throws goes to `next`. */
const handle = createRequestHandler({
  build: vite ? async () => portal.guardBuild(await loadBuild()) : portal.guardBuild(build),
  getLoadContext: (_, response) => ({
    ...portal.pageContext(response, { env, isDevelopment: !isProduction }),
    caughtUp: () => caughtUp(response),
  }),
});

app.disable("x-powered-by");
// Files have tags of their own, and the rest is not to be kept.
app.disable("etag");
portal.trustProxies(app, env.TRUSTED_PROXIES);
app.use(keepNoConnectionWhileStopping);
app.use(portal.observeRequests((request) => labelOf(request.path, isApiHost(request))));
app.use(portal.securityHeaders(env));
app.use((request, response, next) => void answerProgram(request, response, next).catch(next));
app.use(portal.compress);
app.get("/health", (_, response) => void response.json({ status: "healthy" }));
app.get("/readyz", (_, response, next) => void answerReadiness(response).catch(next));
app.get("/metrics", (request, response, next) => void portal.answerMetrics(env, request, response).catch(next));
if (vite) app.use(vite.middlewares);
else {
  app.use("/assets", express.static("build/client/assets", { immutable: true, maxAge: "1y", fallthrough: false }));
  app.use(express.static("build/client", { maxAge: "1h" }));
}
app.use(refuseUnknownMethod);
app.use(refuseUnreadable);
app.use(portal.keepToOneHost(env.APP_URL));
app.use(portal.refuseForeignWrites(env.APP_URL));
app.all("*", (request, response, next) => void handle(request, response, next));
app.use(answerUnexpected);

await listen(server, env.PORT);
const listeners = [server];
if (env.API_PORT !== undefined) listeners.push(await listen(createServer(timeouts, app), env.API_PORT));
if (env.METRICS_PORT !== undefined)
  listeners.push(await listen(createServer(timeouts, portal.metricsApp()), env.METRICS_PORT));
log.info({ port: env.PORT, url: env.APP_URL }, "listening");
const workers = await portal.startWorkers();
const schedule = portal.startScheduler();
isServing = true;
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop(signal));
// Started as somebody's child: without the parent there is nothing to serve.
if (process.connected) process.once("disconnect", () => void stop("disconnect"));

/** What an empty installation is given, with this machine's time. */
async function prepare(): Promise<void> {
  await portal.ensureFirstPriceBook();
  await portal.ensureFirstSizes();
  await printSetUpCode();
}

/** Meanwhile nothing is served but the probes, which say why. */
async function prepareWhenRight(): Promise<void> {
  await portal.untilClockIs("right", new AbortController().signal);
  await prepare().catch((error: unknown) => log.error({ err: error }, "cannot prepare the database"));
}

/** While nobody runs this installation: what the first admin needs, in the message, because the log leaves out what is called a code. */
async function printSetUpCode(): Promise<void> {
  const code = await portal.offerSetUpCode();
  if (code)
    log.warn(
      { url: `${env.APP_URL}${portal.paths.setUp}` },
      `there is no admin yet: sign in, open this address and enter ${code}`,
    );
}

async function listen(listener: Server, port: number): Promise<Server> {
  listener.once("error", (error) => {
    log.fatal({ err: error, port }, "cannot listen on this port: does something else use it?");
    process.exit(1);
  });
  await new Promise<void>((resolve) => listener.listen(port, resolve));
  return listener;
}

/** Connections go with their answers then: one that is cut while it waits for the next request may take that request with it. */
function keepNoConnectionWhileStopping(_: Request, response: Response, next: NextFunction): void {
  if (!isServing) response.setHeader("Connection", "close");
  next();
}

async function answerReadiness(response: Response): Promise<void> {
  const readiness = isServing ? await portal.readiness() : ({ status: "not ready" } as const);
  response.status(readiness.status === "not ready" ? 503 : 200).json(readiness);
}

/** On the API's own host or port its workspace family is at the root; elsewhere all families are below `/api`. */
async function answerProgram(request: Request, response: Response, next: NextFunction): Promise<void> {
  const { host, below } = await apis();
  (isApiHost(request) ? host : below)(request, response, next);
}

function isApiHost(request: Request): boolean {
  if (env.API_PORT !== undefined && request.socket.localPort === env.API_PORT) return true;
  return env.API_HOST !== undefined && request.get("Host") === env.API_HOST;
}

/** Whatever else HTTP knows (TRACE, PROPFIND …), nothing here does; some of it cannot even be handed on. */
function refuseUnknownMethod(request: Request, response: Response, next: NextFunction): void {
  if (METHODS.includes(request.method)) next();
  else response.status(405).set("Allow", METHODS.join(", ")).json({ error: "methodNotAllowed" });
}

/** An address that nothing answers; a body that is too long or does not say how long it is. */
function refuseUnreadable(request: Request, response: Response, next: NextFunction): void {
  if (portal.isUnreadable(request.url)) response.status(400);
  else if (request.get("Transfer-Encoding")) response.status(411);
  else if (Number(request.get("Content-Length")) > LONGEST_BODY) response.status(413);
  else {
    next();
    return;
  }
  response.set("Connection", "close");
  if (request.path.startsWith("/api/")) response.json({ error: UNREADABLE.trim() });
  else response.type("text/plain").send(UNREADABLE);
}

function answerUnexpected(error: unknown, _: Request, response: Response, next: NextFunction): void {
  const status = statusOf(error);
  if (status === 500) log.error({ err: error }, "unexpected error");
  if (response.headersSent) return next(error);
  const words = status === 500 ? "Something went wrong on our side. Please try again.\n" : UNREADABLE;
  response.status(status).type("text/plain").send(words);
}

/** Express says itself when it is the request that is wrong: an address that means nothing, a file that is not there. */
function statusOf(error: unknown): number {
  if (!(error instanceof Error)) return 500;
  if ("code" in error && error.code === "ERR_INVALID_URL") return 400;
  const status = "status" in error ? Number(error.status) : 500;
  return status >= 400 && status < 500 ? status : 500;
}

/** The framework does not wait for readers who are slower than it writes; whoever sends much asks this in between. */
async function caughtUp(response: Response): Promise<void> {
  while (response.writableNeedDrain && !response.destroyed) await new Promise((resolve) => setTimeout(resolve, 20));
}

/**
 * The next turn of the loop in which nothing was to be done, so that every connection that the system had taken is ours, waited for a second
 * at most: those that are not when the port closes are cut, and a form that came with one is lost.
 */
async function quietMoment(): Promise<void> {
  const enough = performance.now() + NOTICE_MS;
  for (let turn = performance.now(); turn < enough; turn = performance.now()) {
    await new Promise((resolve) => setImmediate(resolve));
    if (performance.now() - turn < QUIET_MS) return;
  }
}

/** Says that it stops, lets what is under way finish, hands unfinished jobs back, and leaves within 25 seconds. */
async function stop(signal: string): Promise<void> {
  isServing = false;
  log.info({ signal }, "stopping");
  setTimeout(() => process.exit(1), DRAIN_MS).unref();
  schedule.stop();
  const worked = workers.stop();
  if (signal === "SIGTERM") await new Promise((resolve) => setTimeout(resolve, NOTICE_MS));
  await quietMoment();
  // Unlike its own `close`, this leaves an HTTP server the connections that have sent nothing yet.
  const closed = Promise.all(listeners.map((one) => new Promise((end) => NetServer.prototype.close.call(one, end))));
  portal.endEventStreams();
  // A connection whose last request was answered would else be kept for the next one; one that has just been made is still to send its first.
  setInterval(() => listeners.forEach((one) => one.closeIdleConnections()), FIRST_REQUEST_MS).unref();
  setTimeout(() => listeners.forEach((one) => one.closeAllConnections()), DRAIN_MS / 2).unref();
  await Promise.all([closed, worked]);
  await vite?.close();
  await portal.closePool();
  process.exit(0);
}
