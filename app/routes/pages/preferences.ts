import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { paths, safeReturnTo } from "~/core/paths";
import { rememberPreferences } from "~/web/forms/preferences.server";
import { readForm } from "~/web/forms/read-form.server";

export async function action({ request }: ActionFunctionArgs) {
  const form = Object.fromEntries(await readForm(request));
  const to = safeReturnTo(typeof form["to"] === "string" ? form["to"] : undefined) ?? paths.home;
  return redirect(to, { headers: { "Set-Cookie": await rememberPreferences(request, form) } });
}

export function loader() {
  return redirect(paths.home);
}
