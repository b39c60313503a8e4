import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { refuse } from "~/core/app-error";
import { timeZones } from "~/core/time-zone";
import { db } from "~/db/pool.server";
import { memberSince } from "~/domain/identity/members/preferences.queries.server";
import { AccountScreen } from "~/ui/account/account-screen";
import { preferencesOf } from "~/web/forms/preferences.server";
import type { PageHandle } from "~/ui/shell/page-title";
import { requireViewer } from "~/web/session/viewer.server";

export const handle = { title: "account.title" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  const { userId, name, email } = await requireViewer(request);
  const [since, preferences] = await Promise.all([memberSince(db, userId), preferencesOf(request)]);
  return {
    name,
    email,
    since: since ?? refuse("not_found", "memberUnknown"),
    preferences,
    timeZones,
    isSaved: new URL(request.url).searchParams.has("saved"),
  };
}

export default function Account() {
  return <AccountScreen {...useLoaderData<typeof loader>()} />;
}
