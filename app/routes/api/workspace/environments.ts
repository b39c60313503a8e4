import { z } from "zod";
import { db } from "~/db/pool.server";
import { assignmentOf } from "~/domain/clusters/placement/assignment-of.server";
import { workloadsOf } from "~/domain/workloads/workloads.queries.server";
import { newestActiveOf } from "~/domain/environments/newest-active.server";
import { endpoint } from "~/web/api/endpoint.server";
import { environmentAnswer, serializeEnvironments, serializeEnvironment } from "./environment";

const shared = { family: "workspace", access: "member" } as const;

export const readActiveEnvironment = endpoint({
  ...shared,
  method: "GET",
  path: "/environments",
  name: "readActiveEnvironment",
  summary: "My newest active environment",
  scopes: ["environments:read"],
  answer: z
    .object({ active: z.boolean(), environment: environmentAnswer.nullable() })
    .meta({ id: "ActiveEnvironment" }),
  work: async ({ viewer: { userId } }) => {
    const [environment, assignment] = await Promise.all([newestActiveOf(db, userId), assignmentOf(db, userId)]);
    const body = environment ? await serializeEnvironment(db, environment, assignment?.hubUsername) : null;
    return { active: body !== null, environment: body };
  },
});

export const listEnvironments = endpoint({
  ...shared,
  method: "GET",
  path: "/environments/list",
  name: "listEnvironments",
  summary: "All my environments, newest first",
  scopes: ["environments:read"],
  answer: z.object({ environments: z.array(environmentAnswer) }).meta({ id: "EnvironmentList" }),
  work: async ({ viewer: { userId } }) => {
    const [environments, assignment] = await Promise.all([workloadsOf(db, userId), assignmentOf(db, userId)]);
    return { environments: await serializeEnvironments(db, environments, assignment?.hubUsername) };
  },
});
