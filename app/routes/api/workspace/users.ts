import { z } from "zod";
import { db } from "~/db/pool.server";
import { workspaceUserOf } from "~/domain/identity/workspace-user.server";
import { endpoint } from "~/web/api/endpoint.server";

export const workspaceUser = z
  .object({
    id: z.string().meta({ example: "user_01h455vb4pex5vsknk084sn02q" }),
    email: z.string().meta({ example: "alice@example.org" }),
    role: z.enum(["user", "admin"]),
    subscription_tier: z.string().meta({ example: "free" }),
    created_at: z.iso.datetime(),
  })
  .meta({ id: "WorkspaceUser" });

const me = workspaceUser
  .extend({
    max_uptime_minutes: z.number().int().nullable().describe("Null where no plan ends what runs."),
    auto_shutdown_enabled: z.boolean(),
  })
  .meta({ id: "WorkspaceMe" });

export const readMe = endpoint({
  family: "workspace",
  method: "GET",
  path: "/users/me",
  name: "readMe",
  summary: "Who I am, and what my plan allows",
  access: "member",
  scopes: ["profile:read"],
  answer: me,
  work: async ({ viewer }) => ({
    ...(await workspaceUserOf(db, viewer.userId)),
    max_uptime_minutes: null,
    auto_shutdown_enabled: false,
  }),
});
