import { z } from "zod";
import { line } from "~/core/text/text-input";
import { db } from "~/db/pool.server";
import { accountSorts } from "~/domain/admin/member-accounts.queries.server";
import { memberAccounts } from "~/domain/admin/member-accounts.server";
import { endpoint } from "~/web/api/endpoint.server";
import { paging } from "~/web/api/paging.server";

const MOST = 200;

const assignment = z.object({
  hopsworks_cluster_id: z.string().meta({ example: "cluster_01h455vb4pex5vsknk084sn02q" }),
  hopsworks_username: z.string().nullable().describe("Null until it is made there.").meta({ example: "alice000" }),
});

const account = z.object({
  id: z.string().describe("How the identity provider names the member.").meta({ example: "auth0|6553a1" }),
  email: z.string().meta({ example: "alice@example.org" }),
  is_admin: z.boolean(),
  user_credits: z.object({
    total_purchased: z.number().describe("All credit that came in, in major units.").meta({ example: 100 }),
    total_used: z.number().meta({ example: 25 }),
  }),
  user_hopsworks_assignments: z.array(assignment).describe("One at most, and none for who waits for a place."),
});

export const listUsers = endpoint({
  family: "platform",
  method: "GET",
  path: "/admin/users",
  name: "listUsers",
  summary: "The members, with their credit and place",
  access: "admin",
  scopes: ["admin"],
  query: z.object({
    q: line({ least: 0, most: 200 }).optional().describe("A part of the name or of the e-mail."),
    ...paging({ usual: MOST, most: MOST }),
    sort: z.enum(accountSorts).default("-created").describe("`-` is downwards."),
  }),
  answer: z
    .object({ users: z.array(account), total: z.int().describe("How many match, on all pages.") })
    .meta({ id: "AdminUsers" }),
  work: async ({ query: { q, ...filter } }) => {
    const { accounts, total } = await memberAccounts(db, { ...filter, query: q });
    const users = accounts.map(({ id, subject, email, isAdmin, clusterId, hopsworksUsername, credits }) => ({
      id: subject ?? id,
      email,
      is_admin: isAdmin,
      user_credits: { total_purchased: credits.total_purchased, total_used: credits.total_used },
      user_hopsworks_assignments: clusterId
        ? [{ hopsworks_cluster_id: clusterId, hopsworks_username: hopsworksUsername }]
        : [],
    }));
    return { users, total };
  },
});
