import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";

const CONNECTIONS = 8;

/** With which the portals that are measured are started, so that their processor time can be read. */
export const METRICS_TOKEN = "dev-metrics-token-of-the-bench-0123456789";

/** A server under the requests of a few callers, each on a connection that it keeps. It tells its processor time at `/metrics`. */
export class LoadedServer {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

  constructor(
    private readonly url: string,
    private readonly path: string,
    /** What each of the callers sends; they take turns. */
    private readonly callers: readonly [Record<string, string>, ...Record<string, string>[]],
  ) {}

  /** Seconds of the server's processor time per request. */
  async cpuOf(count: number): Promise<number> {
    const before = await this.processorSeconds();
    let left = count;
    const call = async (_: unknown, connection: number) => {
      const caller = this.callers[connection % this.callers.length];
      while (left-- > 0) await this.ask(this.path, caller);
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, call));
    const spent = (await this.processorSeconds()) - before;
    // A connection that waits for its next turn is closed by the server meanwhile, perhaps just as it is used.
    this.stop();
    return spent / count;
  }

  stop(): void {
    this.agent.destroy();
  }

  private async processorSeconds(): Promise<number> {
    const metrics = (await this.ask("/metrics", { Authorization: `Bearer ${METRICS_TOKEN}` })).toString();
    return Number(/^process_cpu_seconds_total (\S+)/m.exec(metrics)?.[1]);
  }

  private async ask(path: string, headers: Record<string, string> = {}): Promise<Buffer> {
    const asked = get(this.url + path, { agent: this.agent, headers });
    const [answer] = (await once(asked, "response")) as [IncomingMessage];
    const body = await buffer(answer);
    if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode ?? "nothing"}.`);
    return body;
  }
}
