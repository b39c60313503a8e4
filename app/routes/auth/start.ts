import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { paths, safeReturnTo } from "~/core/paths";
import { beginSignIn } from "~/web/sign-in.server";

export async function action({ request }: ActionFunctionArgs) {
  const to = (await request.formData()).get("returnTo");
  return beginSignIn(typeof to === "string" ? safeReturnTo(to) : undefined);
}

export function loader() {
  return redirect(paths.signIn);
}
