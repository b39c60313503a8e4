import { z } from "zod";
import { followNotebook } from "~/domain/environments/follow-notebook.server";
import { endpoint } from "~/web/api/endpoint.server";
import { eventStream } from "~/web/event-stream.server";
import { ofAnother } from "./jupyter";

const progress = z
  .object({
    progress: z.number().min(0).max(100).describe("It never goes back.").meta({ example: 50 }),
    message: z.string().meta({ example: "Pulling image" }),
    ready: z.literal(true).optional(),
    failed: z.literal(true).optional(),
    url: z.url().optional().describe("Where it opens in a browser, once it is ready."),
  })
  .meta({ id: "JupyterProgress" });

export const jupyterProgress = endpoint({
  family: "platform",
  method: "GET",
  path: "/jupyter/progress",
  name: "jupyterProgress",
  summary: "Follow the start of my notebook",
  description:
    "Server-sent events, each a JSON object. The last one says `ready` or `failed`, and an `end` event follows; where nothing starts it comes at once.",
  access: "member",
  scopes: ["environments:read"],
  query: z.object({ id: ofAnother }),
  answer: progress,
  streams: "text/event-stream",
  refuses: ["conflict", "not_found"],
  work: async ({ viewer, query, signal }) => {
    const news = await followNotebook(viewer, query.id);
    return eventStream({ signal }, news);
  },
});
