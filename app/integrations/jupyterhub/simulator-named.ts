import type { HubSimulatorControl } from "./simulator-control";

type Refusal = { status: 400 | 404; message: string };

/** How a hub refuses to start (POST) or stop (DELETE) a named server, in its own words; undefined where it does not, or for the default one. */
export function namedRefusal(
  { hub, namedServers: most }: HubSimulatorControl,
  method: "POST" | "DELETE",
  username: string,
  serverName: string,
): Refusal | undefined {
  if (serverName === "") return undefined;
  if (most === 0) return { status: 400, message: "Named servers are not enabled." };
  const names = hub.namedServersOf(username);
  if (names.includes(serverName)) return undefined;
  if (method === "DELETE") return { status: 404, message: `${username} has no server named '${serverName}'` };
  return most !== undefined && names.length >= most
    ? {
        status: 400,
        message: `User ${username} already has the maximum of ${most} named servers.  One must be deleted before a new server can be created`,
      }
    : undefined;
}
