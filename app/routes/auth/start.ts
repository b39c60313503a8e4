import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { paths, safeReturnTo } from "~/core/paths";
import { readForm } from "~/web/read-form.server";
import { beginSignIn } from "~/web/sign-in.server";

export async function action({ request }: ActionFunctionArgs) {
  const to = (await readForm(request)).get("returnTo");
  return beginSignIn(typeof to === "string" ? safeReturnTo(to) : undefined);
}

export function loader() {
  return redirect(paths.signIn);
}
