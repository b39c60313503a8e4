import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/core/paths";
import { quarantinedPurchase } from "~/domain/billing/quarantine/quarantined-purchase.server";
import { resolvePurchaseInput } from "~/domain/billing/quarantine/resolve-purchase-input";
import { resolvePurchase } from "~/domain/billing/quarantine/resolve-purchase.server";
import { AdminPaymentScreen } from "~/ui/admin/payments/payment-screen";
import type { PageHandle } from "~/ui/shell/page-title";
import { purchaseIdOf } from "~/web/forms/params.server";
import { submitForm } from "~/web/forms/submit-form.server";
import { requireAdmin } from "~/web/session/viewer.server";

export const handle = { title: "shell.nav.admin_payments" } satisfies PageHandle;

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireAdmin(request);
  return { payment: await quarantinedPurchase(purchaseIdOf(params)) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireAdmin(request);
  const id = purchaseIdOf(params);
  return submitForm(request, resolvePurchaseInput, async (input) => {
    await resolvePurchase(viewer, id, input);
    return redirect(paths.adminPayment(id));
  });
}

export default function AdminPayment() {
  return <AdminPaymentScreen {...useLoaderData<typeof loader>()} {...useActionData<typeof action>()} />;
}
