import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/core/paths";
import { db } from "~/db/pool.server";
import { requestAccountDeletionInput } from "~/domain/account/request-account-deletion-input";
import { requestAccountDeletion } from "~/domain/account/request-account-deletion.server";
import { exportTables } from "~/domain/account/export-table";
import { deletionInventory } from "~/domain/account/deletion-inventory.server";
import { DataScreen } from "~/ui/account/data-screen";
import type { PageHandle } from "~/ui/shell/page-title";
import { submitForm } from "~/web/forms/submit-form.server";
import { requireInPerson, requireVisit } from "~/web/session/viewer.server";

export const handle = { title: "account.data.title" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  const { viewer, deletionAt } = await requireVisit(request);
  return {
    tables: exportTables,
    isInPerson: !viewer.impersonator,
    email: viewer.email,
    deletionAt,
    hasStayed: !deletionAt && new URL(request.url).searchParams.has("stays"),
    inventory: await deletionInventory(db, viewer.userId),
  };
}

/** The page's one action: the end of the account is asked for. */
export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireInPerson(request);
  return submitForm(request, requestAccountDeletionInput, async (input) => {
    await requestAccountDeletion(viewer, input);
    return redirect(paths.accountData);
  });
}

export default function AccountData() {
  return <DataScreen {...useLoaderData<typeof loader>()} {...useActionData<typeof action>()} />;
}
