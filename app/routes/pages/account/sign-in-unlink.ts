import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { refuse } from "~/core/app-error";
import { paths } from "~/core/paths";
import { unlinkIdentityInput } from "~/domain/identity/sign-in/unlink-identity-input";
import { unlinkIdentity } from "~/domain/identity/sign-in/unlink-identity.server";
import { readForm } from "~/web/forms/read-form.server";
import { redirectWithProblem } from "~/web/forms/redirect-with-problem.server";
import { requireInPerson } from "~/web/session/viewer.server";

export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireInPerson(request);
  const form = Object.fromEntries(await readForm(request));
  return redirectWithProblem(paths.accountSignIns, async () => {
    const read = unlinkIdentityInput.safeParse(form);
    await unlinkIdentity(viewer, read.success ? read.data : refuse("invalid", "invalidInput"));
    return redirect(paths.accountSignIns);
  });
}

export function loader() {
  return redirect(paths.accountSignIns);
}
