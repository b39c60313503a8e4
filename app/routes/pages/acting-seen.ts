import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { paths } from "~/core/paths";
import { putActingAway } from "~/domain/identity/put-acting-away.server";
import { requireViewer } from "~/web/viewer.server";

export async function action({ request, params }: ActionFunctionArgs) {
  await putActingAway(await requireViewer(request), params["id"] ?? "");
  return redirect(paths.dashboard);
}

export function loader() {
  return redirect(paths.dashboard);
}
