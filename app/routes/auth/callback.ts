import type { LoaderFunctionArgs } from "@remix-run/node";
import { openAccount } from "~/domain/billing/open-account.server";
import { requestPlacement } from "~/domain/clusters/request-placement.server";
import { finishLink, isLinkReturn } from "~/web/link-sign-in.server";
import { finishSignIn } from "~/web/sign-in.server";

export async function loader({ request }: LoaderFunctionArgs) {
  if (isLinkReturn(request)) return finishLink(request);
  return finishSignIn(request, async ({ userId }) => {
    await openAccount(userId);
    await requestPlacement(userId);
  });
}
