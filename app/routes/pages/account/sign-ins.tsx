import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { db } from "~/db/pool.server";
import { identitiesOf } from "~/domain/identity/sign-in/identities.queries.server";
import { SignInsScreen } from "~/ui/account/sign-ins-screen";
import type { PageHandle } from "~/ui/shell/page-title";
import { problemAskedFor } from "~/web/forms/problem-token.server";
import { requireViewer } from "~/web/session/viewer.server";

export const handle = { title: "account.signIns.title" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  const { userId } = await requireViewer(request);
  const { searchParams } = new URL(request.url);
  return {
    signIns: await identitiesOf(db, userId),
    isLinked: searchParams.has("linked"),
    problem: problemAskedFor(searchParams),
  };
}

export default function AccountSignIns() {
  return <SignInsScreen {...useLoaderData<typeof loader>()} />;
}
