import { addToLogContext } from "~/core/log.server";
import type { ApiKeyId } from "~/core/id";
import type { Scope } from "~/domain/access/scope";
import type { Viewer } from "~/domain/identity/viewer";
import { viewerOfSession } from "~/domain/identity/viewer-of-session.server";
import { sessionTokenOf } from "./session.server";

/** Who calls, and with what. A key's scopes say what it may; sessions and tokens may whatever their member may. */
export type Caller = { kind: "session" | "token" | "key"; viewer: Viewer; keyId?: ApiKeyId; scopes?: Scope[] };

/** Whoever the request's headers vouch for; undefined when they name nobody. */
export async function callerOf(headers: {
  authorization?: string | undefined;
  apiKey?: string | undefined;
  cookie?: string | undefined;
}): Promise<Caller | undefined> {
  const token = sessionTokenOf(new Request("http://portal.invalid", { headers: { cookie: headers.cookie ?? "" } }));
  const viewer = token ? await viewerOfSession(token) : undefined;
  if (viewer) addToLogContext({ userId: viewer.userId });
  return viewer && { kind: "session", viewer };
}
