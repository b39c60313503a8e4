import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerOf } from "./simulator/api";
import { decodeForm, type Form } from "./simulator/form";
import { pageAnswer } from "./simulator/hosted-page";
import { stripeMemoryIn, type Memory } from "./simulator/memory";
import { StripeRefusal } from "./simulator/refusal";
import { replyTo } from "./simulator/replies";
import { tillOf, type Till } from "./simulator/till";
import { webhooksTo, type Delivery, type DeliveryHabits } from "./simulator/webhooks";

export type SimulatorOptions = {
  port?: number;
  /** Where events are sent; without it nobody is told. */
  webhookUrl?: string;
  webhookSecret: string;
  /** Keeps what happened over restarts. */
  file?: string;
};

export type SeenRequest = { method: string; path: string; form: Form; answer: unknown; status: number };

/** Everything that a test can make happen. */
export type Control = Till & {
  delivery: DeliveryHabits;
  /** How many of the next payments on the hosted page are declined. */
  declines: number;
  /** `down` answers 503 to every call, `silent` never answers, `page` answers a proxy's HTML, `odd` a 404 that is not Stripe's; to a key of the `other mode` nothing is there. */
  mood: "well" | "down" | "silent" | "page" | "odd" | "other mode";
  /** Called when an answer is made; it is sent when the promise resolves, and may be out of date by then. */
  holdAnswer?: ((path: string) => Promise<void> | undefined) | undefined;
};

export type StripeSimulator = {
  url: string;
  control: Control;
  requests: SeenRequest[];
  deliveries: Delivery[];
  /** Resolves when no event is on its way any more. */
  settled: () => Promise<void>;
  stop: () => Promise<void>;
};

type World = { memory: Memory; control: Control; requests: SeenRequest[] };

/** Stripe over real HTTP, as far as buying credits needs it: API, hosted checkout page, signed webhooks. No money moves. */
export async function startStripeSimulator(options: SimulatorOptions): Promise<StripeSimulator> {
  const memory = stripeMemoryIn(options.file);
  const webhooks = webhooksTo(options.webhookUrl, options.webhookSecret);
  const control: Control = { ...tillOf(memory, webhooks), delivery: webhooks.habits, declines: 0, mood: "well" };
  const world: World = { memory, control, requests: [] };
  const server = createServer((request, response) => {
    answer(world, request, response).catch((error: unknown) =>
      sendJson(response, 500, { error: { type: "api_error", message: String(error) } }),
    );
  });
  await new Promise<void>((resolve, reject) =>
    server.once("error", reject).listen(options.port ?? 0, "127.0.0.1", resolve),
  );
  const stop = async () => {
    webhooks.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    memory.flush();
  };
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  return { url, control, requests: world.requests, deliveries: webhooks.deliveries, settled: webhooks.settled, stop };
}

async function answer(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", `http://${request.headers.host ?? "localhost"}`);
  const encoded = await bodyOf(request);
  if (url.pathname.startsWith("/v1/")) await answerApi(world, request, response, url, encoded);
  else answerPage(world, request, response, url);
}

async function answerApi(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  encoded: string,
): Promise<void> {
  const { mood } = world.control;
  if (isAway(mood)) return sendMood(response, mood);
  const memory = seenNow(world);
  const method = request.method ?? "GET";
  const form = decodeForm(method === "GET" ? url.search.slice(1) : encoded);
  const key = method === "POST" ? request.headers["idempotency-key"]?.toString() : undefined;
  const asked = `${method} ${url.pathname} ${encoded}`;
  const { status, body, isReplay } = isSignedIn(request)
    ? replyTo(memory, key, asked, () => answerOf(memory, { method, path: url.pathname, form, base: url.origin }))
    : { status: 401, body: new StripeRefusal(401, "Invalid API Key provided.").body, isReplay: false };
  world.requests.push({ method, path: url.pathname, form, answer: body, status });
  await world.control.holdAnswer?.(url.pathname);
  if (isReplay) response.setHeader("Idempotent-Replayed", "true");
  sendJson(response, status, body);
}

type Away = Exclude<Control["mood"], "well" | "other mode">;

const isAway = (mood: Control["mood"]): mood is Away => mood !== "well" && mood !== "other mode";

const seenNow = ({ memory, control }: World) => (control.mood === "other mode" ? stripeMemoryIn(undefined) : memory);

function sendMood(response: ServerResponse, mood: Away): void {
  if (mood === "page") sendHtml(response, 502, "<h1>Bad gateway</h1>");
  else if (mood === "odd") sendJson(response, 404, { message: "Not Found" });
  else if (mood === "down") sendJson(response, 503, { error: { type: "api_error", message: "Stripe is down." } });
}

function isSignedIn({ headers }: IncomingMessage): boolean {
  return /^Bearer (sk|rk)_/.test(headers.authorization ?? "");
}

function answerPage({ memory, control }: World, request: IncomingMessage, response: ServerResponse, url: URL): void {
  const page = pageAnswer(memory, control, request.method ?? "GET", url.pathname);
  if ("html" in page) sendHtml(response, page.status, page.html);
  else response.writeHead(page.status, { Location: page.location }).end();
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { "Content-Type": "application/json", "Request-Id": `req_${Date.now().toString(36)}` })
    .end(JSON.stringify(body, null, 2));
}

function sendHtml(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { "Content-Type": "text/html; charset=utf-8" }).end(html);
}
