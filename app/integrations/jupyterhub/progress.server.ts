import type { EventSourceMessage } from "eventsource-parser";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { refuse } from "~/core/app-error";
import { outboundCalls } from "~/core/metrics.server";
import { assertNoTransaction } from "~/core/transaction-scope.server";
import { hubProgressEvent } from "./contract";
import { isFromHub, refuseIfUnwilling, serverPath, type HubHttp } from "./http-client.server";
import type { HubProgress } from "./hub";

const call = "GET /users/{name}/server/progress";

/** Follows a start, as `JupyterHub.progress` promises. Refuses `unavailable` when the stream breaks or falls silent; ends quietly when aborted. */
export async function* progress(
  http: HubHttp,
  username: string,
  options: { serverName?: string; signal: AbortSignal },
): AsyncGenerator<HubProgress, void> {
  const closing = new AbortController();
  const silence = setTimeout(() => closing.abort(), http.timeouts.silence);
  try {
    const signal = AbortSignal.any([options.signal, closing.signal]);
    const events = await open(http, serverPath(username, options.serverName), signal, () => silence.refresh());
    if (events) yield* toldBy(events, options.signal);
  } catch (error) {
    if (options.signal.aborted) return;
    if (isBrokenConnection(error)) refuse("unavailable", "hubDown");
    throw error;
  } finally {
    clearTimeout(silence);
    closing.abort();
  }
}

async function* toldBy(
  events: ReadableStreamDefaultReader<EventSourceMessage>,
  signal: AbortSignal,
): AsyncGenerator<HubProgress, void> {
  for (let next = await events.read(); !next.done; next = await events.read()) {
    const event = toProgress(next.value.data);
    if (!event) continue;
    yield event;
    if (event.ready || event.failed || signal.aborted) return;
  }
}

/** Why the last start failed. The hub forgets it at the next start and when it is itself started again. */
export async function lastFailure(http: HubHttp, username: string, serverName = ""): Promise<string | undefined> {
  const signal = AbortSignal.timeout(http.timeouts.read);
  for await (const event of progress(http, username, { serverName, signal }))
    return event.failed ? event.message : undefined;
  return undefined;
}

/** A reader of the stream's events, or undefined when there is no start to follow. `onSignOfLife` is called for every bit that arrives. */
async function open(http: HubHttp, path: string, signal: AbortSignal, onSignOfLife: () => void) {
  assertNoTransaction(`jupyterhub ${call}`);
  const end = outboundCalls.startTimer({ system: "jupyterhub", call });
  const headers = { authorization: `token ${http.options.token}`, accept: "text/event-stream" };
  const asked = http.options.fetch(`${http.options.apiUrl}${path}/progress`, { headers, signal, redirect: "manual" });
  const answer = await asked.catch((error: unknown) => {
    end({ outcome: "network" });
    throw error;
  });
  end({ outcome: String(answer.status) });
  if (!isFromHub(answer.headers)) refuse("unavailable", answer.ok ? "hubAnsweredNonsense" : "hubDown");
  refuseIfUnwilling(answer.status, answer.headers);
  if (answer.status === 400 || answer.status === 404) return undefined;
  if (!answer.ok || !answer.body) refuse("unavailable", "hubDown");
  const signsOfLife = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform: (bytes, onward) => (onSignOfLife(), onward.enqueue(bytes)),
  });
  const text = answer.body.pipeThrough(signsOfLife).pipeThrough(new TextDecoderStream());
  return text.pipeThrough(new EventSourceParserStream()).getReader();
}

/** Only what is named here goes on: some spawners add what is inside the cluster, or HTML. */
function toProgress(line: string): HubProgress | undefined {
  const event = hubProgressEvent.safeParse(parsed(line)).data;
  if (!event) return undefined;
  return { ...event, message: event.failed ? causeIn(event.message) : event.message };
}

/** The spawner's own words, without what the hub puts in front of them. */
const causeIn = (message: string) => message.replace(/^Spawn failed: (\d{3} SpawnException\(reason=.*?\): )?/, "");

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** What fetch and its body throw: TypeError when the connection fails or ends early, DOMException when we gave up. */
const isBrokenConnection = (error: unknown) => error instanceof TypeError || error instanceof DOMException;
