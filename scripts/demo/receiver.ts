import { createServer } from "node:http";
import { clock } from "../../app/core/clock";

/** Until when, and since when, a path of the receiver answered 503. */
export type Trouble = { path: string; from: Date; to: Date };

export type Receiver = { url: string; troubles: Trouble[]; stop: () => Promise<void> };

/**
 * Where the demo's webhooks go: it takes what is sent to any path, but for times of trouble (by the portal's own clock, so that a seed
 * can have had one months ago) and for `/gone`, which is no more.
 */
export async function startReceiver(port: number): Promise<Receiver> {
  const troubles: Trouble[] = [];
  const server = createServer((request, response) => {
    request.resume();
    const status = statusOf(request.url ?? "", troubles);
    response.writeHead(status, { "content-type": "text/plain" }).end(answers[status]);
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://localhost:${port}`, troubles, stop };
}

const answers = { 200: "thanks\n", 410: "this channel is closed\n", 503: "down for maintenance\n" } as const;

function statusOf(path: string, troubles: readonly Trouble[]): keyof typeof answers {
  if (path === "/gone") return 410;
  const now = clock.now();
  return troubles.some((one) => one.path === path && now >= one.from && now < one.to) ? 503 : 200;
}
