import type { ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { HubSimulatorControl } from "./simulator-control";

/** Tells how a start goes on until it is over, as the hub's event stream does; 400 and 404 where there is nothing to tell. */
export async function sendProgress(
  response: ServerResponse,
  control: HubSimulatorControl,
  username: string,
  serverName: string,
): Promise<void> {
  const { hub } = control;
  const isPending = () => hub.stateOf(username, serverName) === "spawn";
  if (!isPending() && !ending(control, username, serverName)) {
    const status = hub.user(username) ? 400 : 404;
    return void response
      .writeHead(status, { "content-type": "application/json" })
      .end(JSON.stringify({ status, message: null }));
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  if (isPending()) send(response, { progress: 0, message: "Server requested" });
  if (control.isSilent) return;
  for (let step = 1; isPending() && !response.destroyed; step++) {
    send(response, {
      progress: Math.min(90, step * 10),
      message: `Step ${step}`,
      raw_event: { inside: "the cluster" },
    });
    await pause(Math.max(20, control.startTakes / 8));
  }
  send(response, ending(control, username, serverName) ?? { progress: 100, failed: true, message: "Spawn cancelled" });
  response.end();
}

function ending(
  { hub }: HubSimulatorControl,
  username: string,
  serverName: string,
): Record<string, unknown> | undefined {
  const failure = hub.failureOf(username, serverName);
  if (failure) return { progress: 100, failed: true, message: `Spawn failed: ${failure}` };
  if (hub.stateOf(username, serverName) !== "ready") return undefined;
  return {
    progress: 100,
    ready: true,
    message: `Server ready at /user/${username}/`,
    html_message: "<a>Server ready</a>",
  };
}

const send = (response: ServerResponse, event: Record<string, unknown>) =>
  response.write(`data: ${JSON.stringify(event)}\n\n`);
