import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import { clock } from "~/core/clock";
import { creditOf, isCreditLow } from "~/domain/billing/available-credit.server";
import { db } from "~/db/pool.server";
import { FrameNotices } from "~/ui/shell/frame-notices";
import { Frame } from "~/ui/shell/frame";
import { refusedWhileLooking } from "~/web/back-to-looking.server";
import { preferencesOf } from "~/web/preferences.server";
import { requireVisit } from "~/web/viewer.server";

export async function loader({ request }: LoaderFunctionArgs) {
  const { viewer, leavesAt } = await requireVisit(request);
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
    leavesAt,
    refused: viewer.impersonator && refusedWhileLooking(request),
  };
}

export default function FramedPages() {
  const { refused, leavesAt, ...frame } = useLoaderData<typeof loader>();
  const isInPerson = !frame.viewer.impersonator;
  return (
    <Frame {...frame} notice={<FrameNotices refused={refused} leavesAt={leavesAt} isInPerson={isInPerson} />}>
      <Outlet />
    </Frame>
  );
}
