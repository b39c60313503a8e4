import type { AppLoadContext } from "@remix-run/node";

declare module "@remix-run/node" {
  interface AppLoadContext {
    /** Settles when whoever reads the answer has caught up with what was written. */
    caughtUp?: () => Promise<void>;
  }
}

type Asked = { request: Request; context: AppLoadContext };

/**
 * A file that is made while it is sent, for nobody's cache. The framework writes as fast as it is given, so it is given the next part
 * only when the last was read: a slow reader of a long file fills no memory. Ends when the reader leaves.
 */
export function download(
  { request, context }: Asked,
  { name, type }: { name: string; type: string },
  parts: AsyncGenerator<string, void>,
): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await context.caughtUp?.();
        const part = request.signal.aborted ? await parts.return() : await parts.next();
        if (part.done) controller.close();
        else controller.enqueue(encoder.encode(part.value));
      },
      cancel: async () => void (await parts.return()),
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: {
      "Content-Type": `${type}; charset=utf-8`,
      "Content-Disposition": `attachment; filename="${name}"`,
      "Cache-Control": "no-store",
    },
  });
}
