import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuse } from "~/core/app-error";
import { paths } from "~/core/paths";
import { db } from "~/db/pool.server";
import { findMember } from "~/domain/admin/members.queries.server";
import { startActingInput } from "~/domain/identity/start-acting-input";
import { startActing } from "~/domain/identity/start-acting.server";
import { MemberLookScreen } from "~/ui/admin/member-look-screen";
import type { PageHandle } from "~/ui/shell/page-title";
import { userIdOf } from "~/web/params.server";
import { sessionTokenOf } from "~/web/session.server";
import { submitForm } from "~/web/submit-form.server";
import { requireAdmin } from "~/web/viewer.server";

export const handle = { title: "acting.title" } satisfies PageHandle;

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireAdmin(request);
  const { id, name } = (await findMember(db, userIdOf(params))) ?? refuse("not_found", "memberNotFound");
  return { member: { id, name } };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const admin = await requireAdmin(request);
  return submitForm(request, startActingInput, async (input) => {
    await startActing(admin, sessionTokenOf(request) ?? "", userIdOf(params), input);
    return redirect(paths.dashboard);
  });
}

export default function AdminMemberLook() {
  const refusal = useActionData<typeof action>();
  return <MemberLookScreen {...useLoaderData<typeof loader>()} problem={refusal?.problem} typed={refusal?.values} />;
}
