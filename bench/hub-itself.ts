import { setTimeout as pause } from "node:timers/promises";
import type { DemoSettings } from "../scripts/demo/settings";

/** JupyterHub without the portal: its own API, asked as its documentation says. */
export class HubItself {
  readonly labUrl: string;
  private readonly user: string;
  private readonly headers: Record<string, string>;

  constructor({ ports, secrets }: DemoSettings, username: string) {
    const name = encodeURIComponent(username);
    this.labUrl = `http://127.0.0.1:${ports.hub}/user/${name}/lab`;
    this.user = `http://127.0.0.1:${ports.hubApi}/hub/api/users/${name}`;
    this.headers = { Authorization: `token ${secrets.hubToken}` };
  }

  /** Asks for a server and waits until the hub says that it is ready. */
  async start(profile: string): Promise<void> {
    const body = JSON.stringify({ user_options: { profile } });
    const asked = await fetch(`${this.user}/server`, { method: "POST", headers: this.headers, body });
    if (!asked.ok) throw new Error(`The hub would not start a server: ${await asked.text()}`);
    const progress = await fetch(`${this.user}/server/progress`, { headers: this.headers });
    const told = await progress.text();
    if (!/"ready": true/.test(told)) throw new Error(`The server did not start: ${told}`);
  }

  /** Stops the server and waits until it is gone. */
  async stop(): Promise<void> {
    await fetch(`${this.user}/server`, { method: "DELETE", headers: this.headers });
    while (await this.isThere()) await pause(200);
  }

  private async isThere(): Promise<boolean> {
    const { servers } = (await (await fetch(this.user, { headers: this.headers })).json()) as { servers: object };
    return Object.keys(servers).length > 0;
  }
}
