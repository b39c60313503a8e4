import { refuse } from "~/core/app-error";
import { hubUserAnswer } from "./contract";
import { askHub, parseAnswer, serverPath, userPath, type HubHttp } from "./http-client.server";

/** How long a hub takes, as a rule, to let go of a server. */
const STOP_TAKES = 5;

/**
 * Stops every server of the user and then removes them. A hub refuses (400) to remove whose server is on its way, so that is waited for
 * outside: `hubStillStopping` says when to ask again.
 */
export async function deleteUser(http: HubHttp, username: string): Promise<void> {
  const read = { call: "GET /users/{name}", method: "GET", path: userPath(username) } as const;
  const answer = await askHub(http, { ...read, timeoutMs: http.timeouts.read, safeToRepeat: true });
  if (answer.status === 404) return;
  const { servers } = parseAnswer(hubUserAnswer, answer);
  const active = Object.values(servers).filter(({ ready, pending }) => ready || Boolean(pending));
  for (const { name } of active) await stop(http, username, name);
  if (active.length > 0) refuse("unavailable", "hubStillStopping", {}, STOP_TAKES);
  const call = { call: "DELETE /users/{name}", method: "DELETE", path: userPath(username) } as const;
  const { status } = await askHub(http, { ...call, timeoutMs: http.timeouts.change, safeToRepeat: true });
  if (status === 400) refuse("unavailable", "hubStillStopping", {}, STOP_TAKES);
  if (status !== 204 && status !== 404) refuse("unavailable", "hubAnsweredNonsense");
}

async function stop(http: HubHttp, username: string, serverName: string): Promise<void> {
  const path = serverPath(username, serverName);
  const call = { call: "DELETE /users/{name}/server", method: "DELETE", path } as const;
  await askHub(http, { ...call, timeoutMs: http.timeouts.change, safeToRepeat: true });
}
