import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { paths } from "~/core/paths";
import { requestCollection } from "~/cron/collect-now.server";
import { redirectWithProblem } from "~/web/forms/redirect-with-problem.server";
import { requireAdmin } from "~/web/session/viewer.server";

export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireAdmin(request);
  return redirectWithProblem(paths.adminCollection, async () => {
    await requestCollection(viewer);
    return redirect(paths.adminCollection);
  });
}

export function loader() {
  return redirect(paths.adminCollection);
}
