import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { paths, safeReturnTo } from "~/core/paths";
import { rememberPreferences } from "~/web/preferences.server";

export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData();
  const to = safeReturnTo(String(form.get("to") ?? "")) ?? paths.home;
  return redirect(to, { headers: { "Set-Cookie": await rememberPreferences(request, Object.fromEntries(form)) } });
}

export function loader() {
  return redirect(paths.home);
}
