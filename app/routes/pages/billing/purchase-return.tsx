import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { db } from "~/db/pool.server";
import { creditOf } from "~/domain/billing/ledger/available-credit.server";
import { returnFromCheckout } from "~/domain/billing/purchases/return-from-checkout.server";
import { PurchaseReturnScreen } from "~/ui/billing/purchase-return-screen";
import type { PageHandle } from "~/ui/shell/page-title";
import { requireInPerson } from "~/web/session/viewer.server";

export const handle = { title: "billing.returnTitle" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireInPerson(request);
  const purchase = await returnFromCheckout(viewer, new URL(request.url).searchParams.get("session_id") ?? "");
  const { available, currency } = await creditOf(db, viewer.userId);
  return { currency, purchase, balance: available };
}

export default function PurchaseReturn() {
  return <PurchaseReturnScreen {...useLoaderData<typeof loader>()} />;
}
