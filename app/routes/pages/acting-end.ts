import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { paths } from "~/core/paths";
import { endActing } from "~/domain/identity/end-acting.server";
import { sessionTokenOf } from "~/web/session.server";

export async function action({ request }: ActionFunctionArgs) {
  const token = sessionTokenOf(request);
  const memberId = token && (await endActing(token));
  return redirect(memberId ? paths.adminMember(memberId) : paths.home);
}

export function loader() {
  return redirect(paths.home);
}
