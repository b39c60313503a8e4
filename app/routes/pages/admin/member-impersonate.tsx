import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuse } from "~/core/app-error";
import { paths } from "~/core/paths";
import { db } from "~/db/pool.server";
import { findMember } from "~/domain/admin/members.queries.server";
import { startImpersonationInput } from "~/domain/identity/impersonation/start-impersonation-input";
import { startImpersonation } from "~/domain/identity/impersonation/start-impersonation.server";
import { ImpersonateScreen } from "~/ui/admin/members/impersonate-screen";
import type { PageHandle } from "~/ui/shell/page-title";
import { userIdOf } from "~/web/forms/params.server";
import { sessionTokenOf } from "~/web/session/session.server";
import { submitForm } from "~/web/forms/submit-form.server";
import { requireAdmin } from "~/web/session/viewer.server";

export const handle = { title: "impersonation.title" } satisfies PageHandle;

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireAdmin(request);
  const { id, name } = (await findMember(db, userIdOf(params))) ?? refuse("not_found", "memberNotFound");
  return { member: { id, name } };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const admin = await requireAdmin(request);
  return submitForm(request, startImpersonationInput, async (input) => {
    await startImpersonation(admin, sessionTokenOf(request) ?? "", userIdOf(params), input);
    return redirect(paths.dashboard);
  });
}

export default function AdminMemberImpersonate() {
  const refusal = useActionData<typeof action>();
  return <ImpersonateScreen {...useLoaderData<typeof loader>()} problem={refusal?.problem} typed={refusal?.values} />;
}
