import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { paths } from "~/core/paths";
import { endOwnSession } from "~/domain/identity/sessions/end-own-session.server";
import { sessionIdOf } from "~/web/forms/params.server";
import { requireViewer } from "~/web/session/viewer.server";

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request);
  await endOwnSession(viewer, sessionIdOf(params));
  return redirect(`${paths.accountSessions}?ended=1`);
}

export function loader() {
  return redirect(paths.accountSessions);
}
