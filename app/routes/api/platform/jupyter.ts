import { z } from "zod";
import { line } from "~/core/text/text-input";
import { launchNotebook } from "~/domain/environments/launch-notebook.server";
import { stopNotebook } from "~/domain/environments/stop-notebook.server";
import { notebookStatusOf } from "~/domain/environments/notebook-status.server";
import { Answer, endpoint } from "~/web/api/endpoint.server";
import { jupyterAnswer, serializeNotebook } from "./jupyter-answer";

export const jupyterStatus = endpoint({
  family: "platform",
  method: "GET",
  path: "/jupyter/status",
  name: "jupyterStatus",
  summary: "How my notebook stands",
  description: "At most two seconds old. Makes the hub user where there is none.",
  access: "member",
  scopes: ["environments:read"],
  answer: jupyterAnswer,
  refuses: ["conflict"],
  work: async ({ viewer }) => serializeNotebook(await notebookStatusOf(viewer)),
});

export const launchJupyter = endpoint({
  family: "platform",
  method: "POST",
  path: "/jupyter/launch",
  name: "launchJupyter",
  summary: "Start my notebook",
  description:
    "200: it is ready already. 202: it is starting; follow it at `/jupyter/progress`. Twice at once is one start.",
  access: "member",
  scopes: ["environments:write"],
  body: z.strictObject({
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
  answer: jupyterAnswer,
  statuses: [202, 200],
  refuses: ["conflict", "unavailable"],
  work: async ({ viewer }) => {
    const status = await stopNotebook(viewer);
    return new Answer(serializeNotebook(status), status.server.state === "stopped" ? 200 : 202);
  },
});
