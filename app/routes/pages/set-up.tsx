import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { refuse } from "~/core/app-error";
import { paths } from "~/core/paths";
import { db } from "~/db/pool.server";
import { isSetUpOpen } from "~/domain/identity/set-up/is-set-up-open.server";
import { redeemSetUpCodeInput } from "~/domain/identity/set-up/redeem-set-up-code-input";
import { redeemSetUpCode } from "~/domain/identity/set-up/redeem-set-up-code.server";
import { SetUpScreen } from "~/ui/account/set-up-screen";
import { newSession } from "~/web/session/sign-in.server";
import { submitForm } from "~/web/forms/submit-form.server";
import type { PageHandle } from "~/ui/shell/page-title";
import { requireViewer } from "~/web/session/viewer.server";

export const handle = { title: "signIn.setUp.title" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  await requireViewer(request);
  if (!(await isSetUpOpen(db))) refuse("not_found", "pageNotFound");
  return null;
}

export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireViewer(request);
  if (!(await isSetUpOpen(db))) refuse("not_found", "pageNotFound");
  return submitForm(request, redeemSetUpCodeInput, async ({ code }) => {
    await redeemSetUpCode(viewer, code);
    return redirect(paths.admin, { headers: { "Set-Cookie": await newSession(request, viewer) } });
  });
}

export default function SetUp() {
  return <SetUpScreen problem={useActionData<typeof action>()?.problem} />;
}
