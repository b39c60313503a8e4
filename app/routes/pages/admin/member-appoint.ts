import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { paths } from "~/core/paths";
import { appointAdmin } from "~/domain/identity/members/appoint-admin.server";
import { userIdOf } from "~/web/forms/params.server";
import { redirectWithProblem } from "~/web/forms/redirect-with-problem.server";
import { requireAdmin } from "~/web/session/viewer.server";

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireAdmin(request);
  const id = userIdOf(params);
  const page = paths.adminMember(id);
  return redirectWithProblem(page, async () => {
    await appointAdmin(viewer, id);
    return redirect(page);
  });
}

export function loader({ params }: LoaderFunctionArgs) {
  return redirect(paths.adminMember(userIdOf(params)));
}
