import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { paths } from "~/core/paths";
import { endSessions } from "~/domain/identity/sessions/end-sessions.server";
import { requireVisit } from "~/web/session/viewer.server";

export async function action({ request }: ActionFunctionArgs) {
  const { sessionId, viewer } = await requireVisit(request);
  return redirect(`${paths.accountSessions}?ended=${await endSessions(viewer, { keep: sessionId })}`);
}

export function loader() {
  return redirect(paths.accountSessions);
}
