import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { paths } from "~/core/paths";
import { dismissImpersonationNotice } from "~/domain/identity/impersonation/dismiss-impersonation-notice.server";
import { requireViewer } from "~/web/session/viewer.server";

export async function action({ request, params }: ActionFunctionArgs) {
  await dismissImpersonationNotice(await requireViewer(request), params["id"] ?? "");
  return redirect(paths.dashboard);
}

export function loader() {
  return redirect(paths.dashboard);
}
