import type { LoaderFunctionArgs } from "@remix-run/node";
import { openAccount } from "~/domain/billing/ledger/open-account.server";
import { requestPlacement } from "~/domain/clusters/placement/request-placement.server";
import { finishLink, isLinkReturn } from "~/web/session/link-sign-in.server";
import { finishSignIn } from "~/web/session/sign-in.server";

export async function loader({ request }: LoaderFunctionArgs) {
  if (isLinkReturn(request)) return finishLink(request);
  return finishSignIn(request, async ({ userId }) => {
    await openAccount(userId);
    await requestPlacement(userId);
  });
}
