import compression from "compression";
import type { Request, Response } from "express";

/** Below this an answer fits into one packet with its headers. */
const WORTH_IT = 1024;

/** Compresses what gains by it. An event stream is to arrive as it is written. */
export const compress = compression({
  level: 1,
  threshold: WORTH_IT,
  filter: (request, response) => !isEventStream(response) && compression.filter(request, response),
});

/** Sends a body as JSON. Most that programs are sent are small, and to ask the library about each costs more than to send it. */
export function sendJson(request: Request, response: Response, body: unknown): void {
  const text = JSON.stringify(body);
  const send = () => void response.type("json").send(text);
  if (text.length < WORTH_IT) send();
  else compress(request, response, send);
}

function isEventStream(response: Response): boolean {
  return String(response.getHeader("Content-Type")).startsWith("text/event-stream");
}
