import { z } from "zod";
import { AppError, refuse } from "~/core/app-error";
import { env } from "~/core/env.server";
import { paths } from "~/core/paths";
import { line, lines } from "~/core/text/text-input";
import { db } from "~/db/pool.server";
import { assignmentOf } from "~/domain/clusters/placement/assignment-of.server";
import { environmentName } from "~/domain/environments/start-environment-input";
import { startEnvironment } from "~/domain/environments/start-environment.server";
import { findWorkloadOf } from "~/domain/workloads/workloads.queries.server";
import { Answer, endpoint } from "~/web/api/endpoint.server";
import { environmentAnswer, environmentId, serializeEnvironment } from "./environment";

export const createEnvironment = endpoint({
  family: "workspace",
  access: "member",
  method: "POST",
  path: "/environments",
  name: "createEnvironment",
  summary: "Launch my environment",
  description:
    "Starts the member's notebook on their cluster's JupyterHub, which runs its own image; the image that is asked for is kept with it. 201 when it starts, 200 when it was up or starting already. With `name` it makes another environment, where the hub allows named servers (409 where it does not, and for a name that is taken); with `env_id` it starts one that is there.",
  scopes: ["environments:write"],
  creates: true,
  statuses: [201, 200],
  refuses: ["unpaid", "not_found", "conflict"],
  envelope: { word: "created" },
  body: z.strictObject({
    image: line({ most: 255 }).meta({ example: "borisbolliet/cmbagent-ui:latest" }),
    application_id: line({ least: 0, most: 100 }).optional(),
    env_id: environmentId.optional().describe("One of my environments that is there. Left out: my notebook."),
    name: environmentName.optional().describe("What a new environment beside my notebook is to be called."),
    config: z
      .strictObject({
        name: line({ most: 80 })
          .optional()
          .describe("What the environment that is started is shown as from now on.")
          .meta({ example: "My Research Env" }),
        description: lines({ least: 0, most: 500 }).optional(),
        size: line({ least: 0, most: 40 }).optional().describe("The size's short name. Left out: the last one used."),
      })
      .optional(),
  }),
  answer: environmentAnswer,
  work: async ({ viewer, body: { image, env_id, name, config } }) => {
    const { size, ...texts } = config ?? {};
    const wanted = { id: env_id, name, size, texts: { image, ...texts } };
    const { id, isNew } = await startEnvironment(viewer, wanted).catch(sizeInConfig);
    const [found, assignment] = await Promise.all([
      findWorkloadOf(db, viewer.userId, id),
      assignmentOf(db, viewer.userId),
    ]);
    const environment = found ?? refuse("not_found", "environmentNotFound");
    const url = `${env().APP_URL}${paths.environment(environment.id)}`;
    const body = await serializeEnvironment(db, environment, assignment?.hubUsername);
    return new Answer({ ...body, url }, isNew ? 201 : 200);
  },
});

/** Where the size is in this body. */
function sizeInConfig(error: unknown): never {
  if (!(error instanceof AppError) || error.params["field"] !== "size") throw error;
  return refuse(error.refusal, error.code, { ...error.params, field: "config.size" });
}
