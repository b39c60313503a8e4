import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { isId, type PurchaseId } from "~/core/id";
import { db } from "~/db/pool.server";
import { quarantinedPage } from "~/domain/billing/quarantine/quarantine.queries.server";
import { unappliedPayments } from "~/domain/billing/quarantine/unapplied-payments.queries.server";
import { AdminPaymentsScreen } from "~/ui/admin/payments/payments-screen";
import { keysetOf, pageOf } from "~/web/keyset/keyset.server";
import type { PageHandle } from "~/ui/shell/page-title";
import { requireAdmin } from "~/web/session/viewer.server";

const PAGE = 25;
/** As many as anybody refunds by hand; the rest move up. */
const SHOWN_UNAPPLIED = 50;
const isPurchaseId = (value: unknown): value is PurchaseId => isId("purchase", value);

export const handle = { title: "shell.nav.admin_payments" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  await requireAdmin(request);
  const { searchParams } = new URL(request.url);
  const isResolved = searchParams.get("show") === "resolved";
  const keyset = keysetOf(searchParams, isPurchaseId, PAGE);
  const { shown, pages } = pageOf(await quarantinedPage(db, { ...keyset, isResolved }), keyset, request);
  const unapplied = isResolved ? [] : await unappliedPayments(db, SHOWN_UNAPPLIED);
  return { isResolved, payments: shown, pages, unapplied };
}

export default function AdminPayments() {
  return <AdminPaymentsScreen {...useLoaderData<typeof loader>()} />;
}
