import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { paths } from "~/core/paths";
import { callOffLeaving } from "~/domain/account/call-off-leaving.server";
import { requireInPerson } from "~/web/viewer.server";

export async function action({ request }: ActionFunctionArgs) {
  await callOffLeaving(await requireInPerson(request));
  return redirect(`${paths.accountData}?stays`);
}

export function loader() {
  return redirect(paths.accountData);
}
