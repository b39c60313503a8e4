import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { paths } from "~/core/paths";
import { cancelAccountDeletion } from "~/domain/account/cancel-account-deletion.server";
import { requireInPerson } from "~/web/session/viewer.server";

export async function action({ request }: ActionFunctionArgs) {
  await cancelAccountDeletion(await requireInPerson(request));
  return redirect(`${paths.accountData}?stays`);
}

export function loader() {
  return redirect(paths.accountData);
}
