import { z } from "zod";
import { line } from "~/core/text/text-input";
import { launchNotebook } from "~/domain/environments/launch-notebook.server";
import { stopNotebook } from "~/domain/environments/stop-notebook.server";
import { notebookStatusOf } from "~/domain/environments/notebook-status.server";
import { environmentName } from "~/domain/environments/start-environment-input";
import { Answer, endpoint } from "~/web/api/endpoint.server";
import { jupyterAnswer, serializeNotebook } from "./jupyter-answer";
import { environmentId } from "~/routes/api/workspace/environment";

/** Without it, the notebook that every member has is meant. */
export const ofAnother = environmentId
  .optional()
  .describe("One of my other environments. Left out: my notebook.")
  .meta({ example: "env_01h455vb4pex5vsknk084sn02q" });

export const jupyterStatus = endpoint({
  family: "platform",
  method: "GET",
  path: "/jupyter/status",
  name: "jupyterStatus",
  summary: "How my notebook stands",
  description: "At most two seconds old. Makes the hub user where there is none.",
  access: "member",
  scopes: ["environments:read"],
  query: z.object({ id: ofAnother }),
  answer: jupyterAnswer,
  refuses: ["conflict", "not_found"],
  work: async ({ viewer, query }) => serializeNotebook(await notebookStatusOf(viewer, query.id)),
});

export const launchJupyter = endpoint({
  family: "platform",
  method: "POST",
  path: "/jupyter/launch",
  name: "launchJupyter",
  summary: "Start my notebook",
  description:
    "200: it is ready already. 202: it is starting; follow it at `/jupyter/progress`. Twice at once is one start. With `name` it makes another environment, where the hub allows named servers (409 where it does not, and for a name that is taken); with `id` it starts one that is there.",
  access: "member",
  scopes: ["environments:write"],
  body: z.strictObject({
    id: ofAnother,
    name: environmentName.optional().describe("What a new environment beside my notebook is to be called."),
    size: line({ least: 0, most: 100 })
      .optional()
      .describe("A size on offer, by id or short name; else the one you had last, or the smallest.")
      .meta({ example: "small" }),
  }),
  answer: jupyterAnswer,
  statuses: [202, 200],
  refuses: ["conflict", "unpaid", "not_found"],
  work: async ({ viewer, body }) => {
    const status = await launchNotebook(viewer, body);
    return new Answer(serializeNotebook(status), status.server.state === "ready" ? 200 : 202);
  },
});

export const stopJupyter = endpoint({
  family: "platform",
  method: "POST",
  path: "/jupyter/stop",
  name: "stopJupyter",
  summary: "Stop my notebook",
  description:
    "Also one that is still starting. 202: it is stopping; what is billed has ended already. 200: nothing runs.",
  access: "member",
  scopes: ["environments:write"],
  query: z.object({ id: ofAnother }),
  answer: jupyterAnswer,
  statuses: [202, 200],
  refuses: ["conflict", "unavailable", "not_found"],
  work: async ({ viewer, query }) => {
    const status = await stopNotebook(viewer, query.id);
    return new Answer(serializeNotebook(status), status.server.state === "stopped" ? 200 : 202);
  },
});
