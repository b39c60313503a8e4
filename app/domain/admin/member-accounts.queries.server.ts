import { assignments } from "@schema/clusters";
import { identities, users } from "@schema/identity";
import { asc, desc, eq, sql as raw, type SQL } from "drizzle-orm";
import type { ClusterId, UserId } from "~/core/id";
import type { Db } from "~/db/pool.server";
import { matching } from "./members.queries.server";

/** How a list may be sorted; `-` is downwards. Who is equal is sorted by age. */
export const accountSorts = ["-created", "created", "email", "-email", "name", "-name"] as const;

export type AccountSort = (typeof accountSorts)[number];

export type AccountFilter = { query?: string | undefined; sort: AccountSort; limit: number; offset: number };

export type AccountRow = {
  id: UserId;
  /** The oldest of their names at the identity provider. */
  subject: string | null;
  email: string;
  isAdmin: boolean;
  clusterId: ClusterId | null;
  hopsworksUsername: string | null;
};

const columns = {
  id: raw<UserId>`${users.id}`,
  subject: raw<string | null>`(select ${identities.subject} from ${identities} where ${identities.userId} = ${users.id}
    order by ${identities.createdAt} limit 1)`,
  email: users.email,
  isAdmin: users.isAdmin,
  clusterId: raw<ClusterId | null>`${assignments.clusterId}`,
  hopsworksUsername: assignments.hopsworksUsername,
};

/** A slice of the members as programs see them, each with their place. */
export async function accountsSlice(db: Db, { query, sort, limit, offset }: AccountFilter): Promise<AccountRow[]> {
  return db
    .select(columns)
    .from(users)
    .leftJoin(assignments, eq(assignments.userId, users.id))
    .where(matching(query))
    .orderBy(...orderOf(sort))
    .limit(limit)
    .offset(offset);
}

function orderOf(sort: AccountSort): SQL[] {
  const column = { created: users.createdAt, email: users.email, name: users.name }[
    sort.replace("-", "") as "created" | "email" | "name"
  ];
  return sort.startsWith("-") ? [desc(column), desc(users.id)] : [asc(column), asc(users.id)];
}
