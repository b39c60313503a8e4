import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { env } from "~/core/env.server";
import { isId, type UserId } from "~/core/id";
import { asSingleLine } from "~/core/text/text";
import { db } from "~/db/pool.server";
import { memberTotal } from "~/domain/admin/everybody.server";
import { countMembers, membersPage } from "~/domain/admin/members.queries.server";
import { membersWithMoney } from "~/domain/admin/members-with-money.server";
import { AdminMembersScreen } from "~/ui/admin/members/members-screen";
import { keysetOf, pageOf } from "~/web/keyset/keyset.server";
import type { PageHandle } from "~/ui/shell/page-title";
import { requireAdmin } from "~/web/session/viewer.server";

const PAGE = 25;
/** A search counts no further than this: whoever finds so many writes more of the name. */
const MOST_COUNTED = 200;

const isUserId = (value: unknown): value is UserId => isId("user", value);

export const handle = { title: "shell.nav.admin_members" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  await requireAdmin(request);
  const { searchParams } = new URL(request.url);
  const query = asSingleLine(searchParams.get("q") ?? "").slice(0, 100);
  const keyset = keysetOf(searchParams, isUserId, PAGE);
  const [rows, found] = await Promise.all([
    membersPage(db, { query, ...keyset }),
    query ? countMembers(db, query, MOST_COUNTED + 1) : memberTotal(),
  ]);
  const { shown, pages } = pageOf(rows, keyset, request);
  const total = query && found > MOST_COUNTED ? { total: MOST_COUNTED, hasMore: true } : { total: found };
  return { currency: env().CURRENCY, query, ...total, members: await membersWithMoney(db, shown), pages };
}

export default function AdminMembers() {
  return <AdminMembersScreen {...useLoaderData<typeof loader>()} />;
}
