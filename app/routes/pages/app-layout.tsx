import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import { clock } from "~/core/clock";
import { creditOf, isCreditLow } from "~/domain/billing/ledger/available-credit.server";
import { db } from "~/db/pool.server";
import { LayoutNotices } from "~/ui/shell/layout-notices";
import { AppLayout } from "~/ui/shell/app-layout";
import { refusedWhileLooking } from "~/web/session/back-to-impersonation.server";
import { preferencesOf } from "~/web/forms/preferences.server";
import { requireVisit } from "~/web/session/viewer.server";

export async function loader({ request }: LoaderFunctionArgs) {
  const { viewer, deletionAt } = await requireVisit(request);
  const [{ theme, timeZone }, { available, currency }] = await Promise.all([
    preferencesOf(request),
    creditOf(db, viewer.userId),
  ]);
  return {
    viewer,
    theme,
    ...(timeZone && { timeZone }),
    now: clock.now(),
    credit: { amount: available, currency, isLow: isCreditLow(available) },
    deletionAt,
    refused: viewer.impersonator && refusedWhileLooking(request),
  };
}

export default function FramedPages() {
  const { refused, deletionAt, ...frame } = useLoaderData<typeof loader>();
  const isInPerson = !frame.viewer.impersonator;
  return (
    <AppLayout {...frame} notice={<LayoutNotices refused={refused} deletionAt={deletionAt} isInPerson={isInPerson} />}>
      <Outlet />
    </AppLayout>
  );
}
