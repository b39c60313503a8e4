import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import { clock } from "~/core/clock";
import { creditOf, isCreditLow } from "~/domain/billing/available-credit.server";
import { db } from "~/db/pool.server";
import { Frame } from "~/ui/shell/frame";
import { preferencesOf } from "~/web/preferences.server";
import { requireViewer } from "~/web/viewer.server";

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  const [{ theme, timeZone }, { available, currency }] = await Promise.all([
    preferencesOf(request),
    creditOf(db, viewer.userId),
  ]);
  const credit = { amount: available, currency, isLow: isCreditLow(available) };
  return { viewer, theme, ...(timeZone && { timeZone }), now: clock.now(), credit };
}

export default function FramedPages() {
  return (
    <Frame {...useLoaderData<typeof loader>()}>
      <Outlet />
    </Frame>
  );
}
