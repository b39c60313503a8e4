import { z } from "zod";
import type { NotebookStatus } from "~/domain/environments/notebook-server";
import { environmentId } from "~/routes/api/workspace/environment";

const server = z.object({
  state: z.enum(["ready", "pending", "stopping", "stopped"]),
  url: z
    .url()
    .optional()
    .describe("Where it opens in a browser, by way of the hub's sign-in; there when it is ready.")
    .meta({ example: "https://hub.example.org/hub/oauth_login?next=%2Fuser%2Falice%2540example.org%2Flab" }),
  started: z.iso.datetime().optional().describe("When the hub began to start it."),
  last_activity: z.iso.datetime().optional(),
});

export const jupyterAnswer = z
  .object({
    hub: z.object({
      reachable: z.boolean().describe("If not, the rest is what the portal last knew."),
      version: z.string().optional().meta({ example: "6.1.1" }),
    }),
    user_exists: z.boolean(),
    environment_id: environmentId
      .optional()
      .describe("As which environment the portal knows it. Absent before it was ever started.")
      .meta({ example: "env_01h455vb4pex5vsknk084sn02q" }),
    server_active: z.boolean().describe("Whether a server is ready."),
    server,
  })
  .meta({ id: "JupyterStatus" });

export function serializeNotebook({
  hub,
  userExists,
  environmentId,
  server,
}: NotebookStatus): z.input<typeof jupyterAnswer> {
  const { state, url, startedAt, lastActivityAt } = server;
  return {
    hub,
    user_exists: userExists,
    environment_id: environmentId,
    server_active: state === "ready",
    server: { state, url, started: startedAt?.toISOString(), last_activity: lastActivityAt?.toISOString() },
  };
}
