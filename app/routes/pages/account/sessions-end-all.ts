import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { paths } from "~/core/paths";
import { endSessions } from "~/domain/identity/sessions/end-sessions.server";
import { leave } from "~/web/session/sign-in.server";
import { requireViewer } from "~/web/session/viewer.server";

export async function action({ request }: ActionFunctionArgs) {
  await endSessions(await requireViewer(request));
  return leave();
}

export function loader() {
  return redirect(paths.accountSessions);
}
