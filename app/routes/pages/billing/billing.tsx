import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { randomToken } from "~/core/crypto.server";
import { paths } from "~/core/paths";
import { db } from "~/db/pool.server";
import { billingOf } from "~/domain/billing/billing-of.server";
import { statementOf } from "~/domain/billing/ledger/statement.queries.server";
import { creditLastsDays } from "~/domain/metering/credit-stop/credit-lasts.server";
import { BillingScreen } from "~/ui/billing/billing-screen";
import { problemAskedFor } from "~/web/forms/problem-token.server";
import type { PageHandle } from "~/ui/shell/page-title";
import { requireViewer } from "~/web/session/viewer.server";

export const handle = { title: "billing.title" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  const { userId } = await requireViewer(request);
  const { searchParams } = new URL(request.url);
  const before = searchParams.get("before") ?? undefined;
  const [{ credit, purchases }, statement] = await Promise.all([
    billingOf(db, userId),
    statementOf(db, userId, { before }),
  ]);
  const lastsDays = await creditLastsDays(db, userId, credit.available);
  return {
    currency: credit.currency,
    balance: credit.available,
    ...(lastsDays !== undefined && { lastsDays }),
    purchaseKey: randomToken(),
    amount: searchParams.get("amount") ?? undefined,
    problem: problemAskedFor(searchParams),
    statement: statement.lines,
    pages: {
      ...(before && { newer: paths.billing }),
      ...(statement.older && { older: `${paths.billing}?before=${statement.older}` }),
    },
    purchases: purchases.filter(({ state, isResolved }) => !isResolved && state !== "paid" && state !== "expired"),
  };
}

export default function Billing() {
  return <BillingScreen {...useLoaderData<typeof loader>()} />;
}
