import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { paths } from "~/core/paths";
import { endImpersonation } from "~/domain/identity/impersonation/end-impersonation.server";
import { sessionTokenOf } from "~/web/session/session.server";

export async function action({ request }: ActionFunctionArgs) {
  const token = sessionTokenOf(request);
  const memberId = token && (await endImpersonation(token));
  return redirect(memberId ? paths.adminMember(memberId) : paths.home);
}

export function loader() {
  return redirect(paths.home);
}
