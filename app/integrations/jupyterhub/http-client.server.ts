import type { z } from "zod";
import { AppError, refuse } from "~/core/app-error";
import { SECOND } from "~/core/clock";
import {
  outbound,
  OutboundFailure,
  type Outbound,
  type OutboundAnswer,
  type OutboundRequest,
} from "~/core/network/outbound.server";
import type { JupyterHubOptions } from "./hub";

/** How long one waits for what, in milliseconds; a silent progress stream sends an empty line every eight seconds. */
export const usualTimeouts = {
  read: 5 * SECOND,
  create: 10 * SECOND,
  change: 30 * SECOND,
  silence: 30 * SECOND,
  beforeRetry: 300,
};

export type Timeouts = typeof usualTimeouts;

export type HubHttp = { call: Outbound; options: JupyterHubOptions; timeouts: Timeouts };

export function hubHttp(options: JupyterHubOptions, timeouts: Timeouts): HubHttp {
  const headers = { authorization: `token ${options.token}` };
  const call = outbound({
    system: "jupyterhub",
    base: options.apiUrl,
    headers,
    fetch: options.fetch,
    onOutcome: options.onOutcome,
    isBroken,
    retryDelayMs: timeouts.beforeRetry,
  });
  return { call, options, timeouts };
}

export const userPath = (username: string) => `/users/${encodeURIComponent(username)}`;

export function serverPath(username: string, serverName = ""): string {
  return `${userPath(username)}/${serverName ? `servers/${encodeURIComponent(serverName)}` : "server"}`;
}

/** What the hub itself answered. Refuses `unavailable`: down, busy, refusing the portal's token, or answering what no hub says. */
export async function askHub(http: HubHttp, request: OutboundRequest): Promise<OutboundAnswer> {
  const answer = await http.call(request).catch((failure: unknown) => {
    throw failure instanceof OutboundFailure ? asRefusal(failure) : failure;
  });
  refuseIfUnwilling(answer.status, answer.headers);
  return answer;
}

export function refuseIfUnwilling(status: number, headers: Headers): void {
  if (status === 403) refuse("unavailable", "hubRefusesPortal");
  if (status === 429) refuse("unavailable", "hubBusy", {}, secondsToWait(headers));
}

/** The body of a good answer, as `schema` reads it; refuses `unavailable` when it does not fit. */
export function parseAnswer<T>(schema: z.ZodType<T>, answer: OutboundAnswer): T {
  const read = answer.status === 200 ? schema.safeParse(answer.body) : undefined;
  return read?.success ? read.data : refuse("unavailable", "hubAnsweredNonsense");
}

/** Every answer of a hub carries its version: one without comes from a proxy that cannot reach it, or from something else. */
export const isFromHub = (headers: Headers) => headers.has("x-jupyterhub-version");

function isBroken(answer: OutboundAnswer, request: OutboundRequest): boolean {
  if (!isFromHub(answer.headers) || [502, 503, 504].includes(answer.status)) return true;
  return answer.status === 500 && request.method === "GET";
}

function asRefusal(failure: OutboundFailure): AppError {
  const looksWell = typeof failure.cause === "number" && failure.cause < 400;
  return new AppError("unavailable", looksWell ? "hubAnsweredNonsense" : "hubDown");
}

function secondsToWait(headers: Headers): number {
  const seconds = Number(headers.get("retry-after"));
  return seconds > 0 ? Math.ceil(seconds) : 30 + Math.floor(Math.random() * 30);
}
