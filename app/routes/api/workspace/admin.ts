import { z } from "zod";
import { isId, type UserId } from "~/core/id";
import { line } from "~/core/text/text-input";
import { db } from "~/db/pool.server";
import { environmentsPage } from "~/domain/admin/environments.queries.server";
import { lastLaunchesOf } from "~/domain/workloads/runs.queries.server";
import { membersPage } from "~/domain/admin/members.queries.server";
import { endpoint } from "~/web/api/endpoint.server";
import { cutting } from "~/web/api/paging.server";
import { environmentAnswer, environmentId, environmentStatus, podNameOf } from "./environment";
import { workspaceUser } from "./users";

const shared = { family: "workspace", method: "GET", access: "admin" } as const;
const { limit } = cutting({ usual: 100, most: 1000 });
const userId = z.string().refine((value): value is UserId => isId("user", value), { error: "memberIdMisshapen" });

export const adminListUsers = endpoint({
  ...shared,
  path: "/admin/users",
  name: "adminListUsers",
  summary: "Everybody, newest first",
  query: z.object({
    limit,
    before: userId.optional().describe("The id of the last one that was read: goes on from there."),
    q: line({ least: 0, most: 200 }).optional().describe("Part of a name or an address."),
  }),
  answer: z.object({ users: z.array(workspaceUser) }).meta({ id: "WorkspaceUserList" }),
  work: async ({ query: { limit, before, q } }) => {
    const members = await membersPage(db, { limit, ...(before && { before }), ...(q && { query: q }) });
    return {
      users: members.map(({ id, email, isAdmin, tier, createdAt }) => ({
        id,
        email,
        role: isAdmin ? ("admin" as const) : ("user" as const),
        subscription_tier: tier,
        created_at: createdAt.toISOString(),
      })),
    };
  },
});

export const adminListEnvironments = endpoint({
  ...shared,
  path: "/admin/environments",
  name: "adminListEnvironments",
  summary: "Everybody's environments, newest first",
  query: z.object({
    limit,
    before: environmentId.optional().describe("The id of the last one that was read: goes on from there."),
    status: environmentStatus.optional(),
  }),
  answer: z
    .object({ environments: z.array(environmentAnswer.omit({ url: true }).extend({ user_id: z.string() })) })
    .meta({ id: "EverybodysEnvironments" }),
  work: async ({ query: { limit, before, status } }) => {
    const rows = await environmentsPage(db, { limit, ...(before && { before }), ...(status && { state: status }) });
    const launches = await lastLaunchesOf(
      db,
      rows.map(({ id }) => id),
    );
    return {
      environments: rows.map(({ id, ownerId, hubUsername, serverName, state, createdAt }) => ({
        env_id: id,
        user_id: ownerId,
        pod_name: podNameOf(hubUsername ?? "", serverName),
        status: state,
        created_at: (launches.get(id) ?? createdAt).toISOString(),
      })),
    };
  },
});
