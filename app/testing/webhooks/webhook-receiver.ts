import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Received = { headers: IncomingHttpHeaders; body: string };

export type Receiver = {
  url: string;
  received: Received[];
  /** What it answers from now on; 204 until it is told. */
  answer: (how: number | ((response: ServerResponse, received: Received) => void)) => void;
  stop: () => Promise<void>;
};

/** Somebody's program that takes webhooks, over real HTTP on this machine. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let answer: Parameters<Receiver["answer"]>[0] = 204;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const got = { headers: request.headers, body: Buffer.concat(parts).toString("utf8") };
      received.push(got);
      if (typeof answer === "number") response.writeHead(answer).end();
      else answer(response, got);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answer: (how) => (answer = how),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
