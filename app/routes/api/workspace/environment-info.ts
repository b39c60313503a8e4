import { z } from "zod";
import { refuse } from "~/core/app-error";
import { clock, MINUTE } from "~/core/clock";
import { db } from "~/db/pool.server";
import { assignmentOf } from "~/domain/clusters/placement/assignment-of.server";
import { findWorkloadOf } from "~/domain/workloads/workloads.queries.server";
import { openRunsOf } from "~/domain/workloads/runs.queries.server";
import { workspaceUserOf } from "~/domain/identity/workspace-user.server";
import { endpoint } from "~/web/api/endpoint.server";
import { environmentAnswer, environmentId, serializeEnvironment } from "./environment";

export const readEnvironmentInfo = endpoint({
  family: "workspace",
  access: "member",
  refuses: ["not_found"],
  method: "GET",
  path: "/environments/{env_id}/info",
  name: "readEnvironmentInfo",
  summary: "One environment, and how long it has been up",
  scopes: ["environments:read"],
  params: z.object({ env_id: environmentId }),
  answer: z
    .object({
      environment: environmentAnswer,
      uptime_minutes: z.number().int().meta({ example: 45 }),
      max_uptime_minutes: z.number().int().nullable().describe("Null where no plan ends what runs."),
      auto_shutdown_enabled: z.boolean(),
      time_until_shutdown_minutes: z.number().int().nullable(),
      subscription_tier: z.string().meta({ example: "free" }),
    })
    .meta({ id: "EnvironmentInfo" }),
  work: async ({ viewer: { userId }, params }) => {
    const found = await findWorkloadOf(db, userId, params.env_id);
    const environment = found ?? refuse("not_found", "environmentNotFound");
    const [runs, user, assignment] = await Promise.all([
      openRunsOf(db, [environment.id]),
      workspaceUserOf(db, userId),
      assignmentOf(db, userId),
    ]);
    const run = runs.get(environment.id);
    const body = await serializeEnvironment(db, environment, assignment?.hubUsername);
    return {
      environment: body,
      uptime_minutes: run?.readyAt ? Math.floor((clock.now().getTime() - run.readyAt.getTime()) / MINUTE) : 0,
      max_uptime_minutes: null,
      auto_shutdown_enabled: false,
      time_until_shutdown_minutes: null,
      subscription_tier: user.subscription_tier,
    };
  },
});
