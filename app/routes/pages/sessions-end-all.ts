import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { paths } from "~/core/paths";
import { endSessions } from "~/domain/identity/end-sessions.server";
import { leave } from "~/web/sign-in.server";
import { requireViewer } from "~/web/viewer.server";

export async function action({ request }: ActionFunctionArgs) {
  await endSessions(await requireViewer(request));
  return leave();
}

export function loader() {
  return redirect(paths.accountSessions);
}
