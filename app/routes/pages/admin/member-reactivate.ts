import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { paths } from "~/core/paths";
import { changeMemberStatusInput } from "~/domain/identity/members/change-member-status-input";
import { reactivateMember } from "~/domain/identity/members/reactivate-member.server";
import { userIdOf } from "~/web/forms/params.server";
import { parseForm } from "~/web/forms/parse-form.server";
import { redirectWithProblem } from "~/web/forms/redirect-with-problem.server";
import { requireAdmin } from "~/web/session/viewer.server";

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireAdmin(request);
  const id = userIdOf(params);
  const page = paths.adminMember(id);
  return redirectWithProblem(page, async () => {
    await reactivateMember(viewer, id, await parseForm(request, changeMemberStatusInput));
    return redirect(page);
  });
}

export function loader({ params }: LoaderFunctionArgs) {
  return redirect(paths.adminMember(userIdOf(params)));
}
