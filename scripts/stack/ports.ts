import { connect, createServer, type AddressInfo } from "node:net";

/** A port on loopback that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Whether something accepts connections at this port of loopback. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => (socket.destroy(), resolve(true)));
    socket.once("error", () => resolve(false));
  });
}

/** The first of `count` neighbouring ports that are all free. */
export async function freePorts(count: number): Promise<number> {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 12_000);
    const taken = await Promise.all(Array.from({ length: count }, (_, offset) => isListening(first + offset)));
    if (!taken.includes(true)) return first;
  }
}

/** The first port from `first` on that nobody listens on. */
export async function firstFreePort(first: number): Promise<number> {
  return (await isListening(first)) ? firstFreePort(first + 1) : first;
}
