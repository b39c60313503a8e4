import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/core/paths";
import { db } from "~/db/pool.server";
import { askToLeaveInput } from "~/domain/account/ask-to-leave-input";
import { askToLeave } from "~/domain/account/ask-to-leave.server";
import { exportTables } from "~/domain/account/export-table";
import { leavingInventory } from "~/domain/account/leaving-inventory.server";
import { DataScreen } from "~/ui/account/data-screen";
import type { PageHandle } from "~/ui/shell/page-title";
import { submitForm } from "~/web/submit-form.server";
import { requireInPerson, requireVisit } from "~/web/viewer.server";

export const handle = { title: "account.data.title" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  const { viewer, leavesAt } = await requireVisit(request);
  return {
    tables: exportTables,
    isInPerson: !viewer.impersonator,
    email: viewer.email,
    leavesAt,
    hasStayed: !leavesAt && new URL(request.url).searchParams.has("stays"),
    inventory: await leavingInventory(db, viewer.userId),
  };
}

/** The page's one action: the end of the account is asked for. */
export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireInPerson(request);
  return submitForm(request, askToLeaveInput, async (input) => {
    await askToLeave(viewer, input);
    return redirect(paths.accountData);
  });
}

export default function AccountData() {
  return <DataScreen {...useLoaderData<typeof loader>()} {...useActionData<typeof action>()} />;
}
