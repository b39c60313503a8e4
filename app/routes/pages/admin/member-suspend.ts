import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { paths } from "~/core/paths";
import { stopSuspended } from "~/domain/workloads/stop-suspended.server";
import { suspendMemberInput } from "~/domain/identity/members/suspend-member-input";
import { suspendMember } from "~/domain/identity/members/suspend-member.server";
import { userIdOf } from "~/web/forms/params.server";
import { parseForm } from "~/web/forms/parse-form.server";
import { redirectWithProblem } from "~/web/forms/redirect-with-problem.server";
import { requireAdmin } from "~/web/session/viewer.server";

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireAdmin(request);
  const id = userIdOf(params);
  const page = paths.adminMember(id);
  return redirectWithProblem(page, async () => {
    await suspendMember(viewer, id, await parseForm(request, suspendMemberInput));
    await stopSuspended(id);
    return redirect(page);
  });
}

export function loader({ params }: LoaderFunctionArgs) {
  return redirect(paths.adminMember(userIdOf(params)));
}
