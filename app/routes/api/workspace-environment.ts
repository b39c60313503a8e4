import { z } from "zod";
import { env } from "~/core/env.server";
import { isId, type EnvironmentId } from "~/core/id";
import { paths } from "~/core/paths";
import type { EnvironmentRecord } from "~/domain/environments/environments.queries.server";

export const environmentStatus = z.enum(["creating", "running", "stopping", "stopped", "failed"]);

export const environmentId = z.string().refine((value): value is EnvironmentId => isId("env", value), {
  error: "environmentIdMisshapen",
});

export const environmentAnswer = z
  .object({
    env_id: z.string().meta({ example: "env_01h455vb4pex5vsknk084sn02q" }),
    pod_name: z
      .string()
      .describe("How the backend names it: on JupyterHub the hub's user, with the server's name where it has one.")
      .meta({ example: "alice@example.org" }),
    status: environmentStatus,
    created_at: z.iso.datetime(),
    url: z
      .string()
      .nullable()
      .describe("Where a browser opens it. Null while there is nothing to open.")
      .meta({ example: "https://atrium.example.org/environments/env_01h455vb4pex5vsknk084sn02q/open" }),
  })
  .meta({ id: "WorkspaceEnvironment" });

/** An environment as the workspace family tells it. */
export function environmentOf(environment: EnvironmentRecord, hubUsername = ""): z.input<typeof environmentAnswer> {
  const { id, serverName, state, createdAt } = environment;
  return {
    env_id: id,
    pod_name: podNameOf(hubUsername, serverName),
    status: state,
    created_at: createdAt.toISOString(),
    url: state === "running" ? `${env().APP_URL}${paths.openEnvironment(id)}` : null,
  };
}

export function podNameOf(hubUsername: string, serverName: string): string {
  return [hubUsername, serverName].filter(Boolean).join("/");
}
