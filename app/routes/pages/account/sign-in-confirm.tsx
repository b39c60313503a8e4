import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { refuse } from "~/core/app-error";
import { paths } from "~/core/paths";
import { linkIdentity } from "~/domain/identity/sign-in/link-identity.server";
import { SignInConfirmScreen } from "~/ui/account/sign-in-confirm-screen";
import type { PageHandle } from "~/ui/shell/page-title";
import { forgottenLink, linkToConfirm } from "~/web/session/link-sign-in.server";
import { readForm } from "~/web/forms/read-form.server";
import { redirectWithProblem } from "~/web/forms/redirect-with-problem.server";
import { redirectWith } from "~/web/forms/redirect-with.server";
import { requireInPerson, requireViewer } from "~/web/session/viewer.server";

export const handle = { title: "account.signIns.title" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  const { name, email } = await requireViewer(request);
  const profile = linkToConfirm(request);
  if (!profile) throw redirect(`${paths.accountSignIns}?problem=linkExpired`);
  return { member: { name, email }, vouched: profile };
}

export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireInPerson(request);
  const shown = (await readForm(request)).get("subject");
  return redirectWithProblem(paths.accountSignIns, async () => {
    const profile = linkToConfirm(request);
    // What is linked is what the page showed, and not what another tab has fetched since.
    if (!profile || profile.subject !== shown) refuse("invalid", "linkExpired");
    await linkIdentity(viewer, profile);
    return redirectWith([forgottenLink()], `${paths.accountSignIns}?linked`);
  });
}

export default function AccountSignInConfirm() {
  return <SignInConfirmScreen {...useLoaderData<typeof loader>()} />;
}
