import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { currentLogContext } from "~/core/log.server";
import { paths, safeReturnTo } from "~/core/paths";
import { countSignIn, requireAllowed } from "~/web/limits/limits.server";
import { readForm } from "~/web/read-form.server";
import { redirectWithProblem } from "~/web/redirect-with-problem.server";
import { beginSignIn } from "~/web/sign-in.server";

export async function action({ request }: ActionFunctionArgs) {
  const to = (await readForm(request)).get("returnTo");
  return redirectWithProblem(paths.signIn, async () => {
    requireAllowed(await countSignIn(currentLogContext().address), "tooManySignIns");
    return beginSignIn(typeof to === "string" ? safeReturnTo(to) : undefined);
  });
}

export function loader() {
  return redirect(paths.signIn);
}
