import type { UserId } from "~/core/id";
import { startSession } from "~/domain/identity/sessions/start-session.server";

/** What each family's clients are told who send no credential, or lack a right. */
export const refused = {
  stranger: [401, { error: "Not authenticated" }],
  notAdmin: [403, { error: "Forbidden", code: "admin_required" }],
} as const;

export type Sent = { cookie?: string | undefined; body?: unknown; headers?: Record<string, string>; method?: string };

/** Asks as a program does: a GET, or with a body a POST of JSON. Its status and body, and the headers that came with them. */
export async function callApi(url: string, { cookie, body, headers, method }: Sent = {}) {
  const answer = await fetch(url, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    redirect: "manual",
    headers: {
      ...(cookie && { cookie }),
      ...(body !== undefined && { "Content-Type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text ? (JSON.parse(text) as unknown) : undefined, headers: answer.headers };
}

/** The two that most tests look at. */
export async function answerOf(url: string, sent?: Sent): Promise<[number, unknown]> {
  const { status, body } = await callApi(url, sent);
  return [status, body];
}

/** The cookie of a session of this member's. */
export async function cookieOfMember(userId: UserId): Promise<string> {
  return `atrium=${(await startSession(userId, { userAgent: null })).token}`;
}
