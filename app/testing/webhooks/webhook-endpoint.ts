import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Takes what is posted to it, with its Stripe signature, and answers the status that `take` says. */
export async function startWebhookEndpoint(take: (body: string, signature: string) => number | Promise<number>) {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const signature = request.headers["stripe-signature"]?.toString() ?? "";
      const taken = Promise.resolve(take(Buffer.concat(parts).toString("utf8"), signature));
      void taken.catch(() => 500).then((status) => response.writeHead(status).end());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, stop };
}

/** Takes everything, and remembers it. */
export async function startRecordingEndpoint() {
  const delivered: { body: string; signature: string }[] = [];
  const endpoint = await startWebhookEndpoint((body, signature) => (delivered.push({ body, signature }), 200));
  return { ...endpoint, delivered, last: () => delivered.at(-1) ?? { body: "", signature: "" } };
}
