import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { db } from "~/db/pool.server";
import { sessionsOf } from "~/domain/identity/sessions/sessions-of.server";
import { SessionsScreen } from "~/ui/account/sessions-screen";
import type { PageHandle } from "~/ui/shell/page-title";
import { requireVisit } from "~/web/session/viewer.server";

export const handle = { title: "account.sessions.title" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  const { sessionId, viewer } = await requireVisit(request);
  const sessions = await sessionsOf(db, viewer.userId);
  const ended = new URL(request.url).searchParams.get("ended");
  return {
    sessions: sessions.map((session) => ({ ...session, isThis: session.id === sessionId })),
    ...(ended && /^\d{1,6}$/.test(ended) && { ended: Number(ended) }),
  };
}

export default function AccountSessions() {
  return <SessionsScreen {...useLoaderData<typeof loader>()} />;
}
