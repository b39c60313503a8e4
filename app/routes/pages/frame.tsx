import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import { clock } from "~/core/clock";
import { creditOf, isCreditLow } from "~/domain/billing/available-credit.server";
import { db } from "~/db/pool.server";
import { ProblemNotice } from "~/ui/kit/notice";
import { Frame } from "~/ui/shell/frame";
import { refusedWhileLooking } from "~/web/back-to-looking.server";
import { preferencesOf } from "~/web/preferences.server";
import { requireViewer } from "~/web/viewer.server";

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
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
    refused: viewer.impersonator && refusedWhileLooking(request),
  };
}

export default function FramedPages() {
  const { refused, ...frame } = useLoaderData<typeof loader>();
  return (
    <Frame {...frame} notice={refused && <ProblemNotice problem={{ code: refused }} />}>
      <Outlet />
    </Frame>
  );
}
