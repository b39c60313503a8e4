import { randomBytes } from "node:crypto";
import { AppError, refuse } from "~/core/app-error";
import type { OutboundAnswer } from "~/core/network/outbound.server";
import { hubRefusalAnswer } from "~/integrations/jupyterhub/contract";
import { askHub, serverPath, userPath, type HubHttp } from "~/integrations/jupyterhub/http-client.server";

/**
 * Whether users may have named servers. No answer of a hub says so; but asked to stop one that nobody has, it answers 400 where they are
 * switched off and 404 where they are on, and also 404 to an unknown user: undefined then.
 */
export async function allowsNamedServers(http: HubHttp, username: string): Promise<boolean | undefined> {
  const { status } = await stop(http, username, nobodysName());
  if (status === 400) return false;
  return status === 404 && (await isKnown(http, username)) ? true : undefined;
}

/** Removes a named server, as `JupyterHub.removeServer` promises. Refuses `unavailable` while it still stops. */
export async function removeServer(http: HubHttp, username: string, serverName: string): Promise<void> {
  const { status } = await stop(http, username, serverName, { remove: true });
  if (status === 202) refuse("unavailable", "hubStillStopping");
  // 400: named servers were switched off since, and with them this one.
  if (![204, 400, 404].includes(status)) refuse("unavailable", "hubAnsweredNonsense");
}

/** What a hub says against a start because of its rules for named servers; undefined for every other answer. */
export function refusalOfNamed({ status, body }: OutboundAnswer): AppError | undefined {
  const message = status === 400 ? hubRefusalAnswer.safeParse(body).data?.message : undefined;
  if (!message) return undefined;
  if (/named servers are not enabled/i.test(message)) return new AppError("conflict", "namedServersOff");
  return /maximum of \d+ named servers/i.test(message) ? new AppError("conflict", "namedServersFull") : undefined;
}

/** A name that fits every version's rules for names, and that nobody can have chosen: whatever has it would be stopped. */
const nobodysName = () => `probe-${randomBytes(10).toString("hex")}`;

function stop(http: HubHttp, username: string, serverName: string, body?: { remove: true }): Promise<OutboundAnswer> {
  const call = {
    call: "DELETE /users/{name}/server",
    method: "DELETE",
    path: serverPath(username, serverName),
  } as const;
  return askHub(http, { ...call, ...(body && { body }), timeoutMs: http.timeouts.change, safeToRepeat: true });
}

async function isKnown(http: HubHttp, username: string): Promise<boolean> {
  const call = { call: "GET /users/{name}", method: "GET", path: userPath(username) } as const;
  return (await askHub(http, { ...call, timeoutMs: http.timeouts.read, safeToRepeat: true })).status === 200;
}
