import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { paths } from "~/core/paths";
import { beginLink } from "~/web/session/link-sign-in.server";
import { requireInPerson } from "~/web/session/viewer.server";

export async function action({ request }: ActionFunctionArgs) {
  await requireInPerson(request);
  return beginLink(request);
}

export function loader() {
  return redirect(paths.accountSignIns);
}
