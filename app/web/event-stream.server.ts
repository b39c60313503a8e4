import { clock } from "~/core/clock";
import { isStillLetIn } from "~/web/session/viewer.server";

const KEEP_ALIVE_MS = 15_000;

const open = new Set<AbortController>();

/**
 * A text/event-stream of JSON messages. Ends when the source does, with an `end` event so that the browser does not come back; a
 * comment every 15 s keeps proxies from closing it, and as often it is asked whether the reader may still be here. `source` gets a signal
 * that aborts when the reader leaves, or may read no longer.
 */
export function eventStream(
  request: Request | { signal: AbortSignal },
  source: (signal: AbortSignal) => AsyncIterable<object>,
  until?: Date,
): Response {
  const left = new AbortController();
  const over = until ? [AbortSignal.timeout(Math.max(0, until.getTime() - clock.now().getTime()))] : [];
  const signal = AbortSignal.any([request.signal, left.signal, ...over]);
  const encoder = new TextEncoder();
  let hasReader = true;
  open.add(left);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => signal.aborted || controller.enqueue(encoder.encode(text));
      const alive = setInterval(() => {
        send(": alive\n\n");
        if (request instanceof Request) void isStillLetIn(request).then((may) => may || left.abort());
      }, KEEP_ALIVE_MS);
      void pour(source(signal), send)
        .catch(() => send("event: lost\ndata: {}\n\n"))
        .finally(() => {
          clearInterval(alive);
          open.delete(left);
          if (hasReader) controller.close();
        });
    },
    cancel: () => {
      hasReader = false;
      left.abort();
    },
  });
  return new Response(body, {
    headers: { "Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no" },
  });
}

/** Ends all streams without an `end` event, for a replica that stops: their readers come back, to another one. */
export function endEventStreams(): void {
  for (const left of open) left.abort();
}

async function pour(messages: AsyncIterable<object>, send: (text: string) => void): Promise<void> {
  send("retry: 2000\n\n");
  for await (const message of messages) send(`data: ${JSON.stringify(message)}\n\n`);
  send("event: end\ndata: {}\n\n");
}
