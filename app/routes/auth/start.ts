import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { currentLogContext } from "~/core/log.server";
import { paths, safeReturnTo } from "~/core/paths";
import { demoUsers } from "~/ui/sign-in/demo-users";
import { countSignIn, requireAllowed } from "~/web/limits/limits.server";
import { readForm } from "~/web/forms/read-form.server";
import { redirectWithProblem } from "~/web/forms/redirect-with-problem.server";
import { beginSignIn } from "~/web/session/sign-in.server";

export async function action({ request }: ActionFunctionArgs) {
  const form = Object.fromEntries(await readForm(request));
  const to = typeof form["returnTo"] === "string" ? safeReturnTo(form["returnTo"]) : undefined;
  return redirectWithProblem(paths.signIn, async () => {
    requireAllowed(await countSignIn(currentLogContext().address), "tooManySignIns");
    return beginSignIn(to, demoUsers.find(({ subject }) => subject === form["as"])?.subject);
  });
}

export function loader() {
  return redirect(paths.signIn);
}
