import { z } from "zod";
import { env } from "~/core/env.server";
import { isId, type EnvironmentId } from "~/core/id";
import { paths } from "~/core/paths";
import type { Db } from "~/db/pool.server";
import type { WorkloadRecord } from "~/domain/workloads/workload";
import { lastLaunchesOf } from "~/domain/workloads/runs.queries.server";

export const environmentStatus = z.enum(["creating", "running", "stopping", "stopped", "failed"]);

export const environmentId = z.string().refine((value): value is EnvironmentId => isId("env", value), {
  error: "environmentIdMisshapen",
});

/** To the older clients an environment is what one POST made and one DELETE ended; here it is the member's for good and has runs. */
const launchedAt = z.iso
  .datetime()
  .describe("When it was last launched: of what runs, when that was asked for.")
  .meta({ example: "2026-11-22T10:15:30.000Z" });

export const environmentAnswer = z
  .object({
    env_id: z.string().meta({ example: "env_01h455vb4pex5vsknk084sn02q" }),
    pod_name: z
      .string()
      .describe("How the backend names it: on JupyterHub the hub's user, with the server's name where it has one.")
      .meta({ example: "alice@example.org" }),
    status: environmentStatus,
    created_at: launchedAt,
    url: z
      .string()
      .nullable()
      .describe("Where a browser opens it. Null while there is nothing to open.")
      .meta({ example: "https://atrium.example.org/environments/env_01h455vb4pex5vsknk084sn02q/open" }),
  })
  .meta({ id: "WorkspaceEnvironment" });

type EnvironmentResponse = z.input<typeof environmentAnswer>;

/** An environment as the workspace family tells it. */
export async function serializeEnvironment(
  db: Db,
  environment: WorkloadRecord,
  hubUsername = "",
): Promise<EnvironmentResponse> {
  const launches = await lastLaunchesOf(db, [environment.id]);
  return toResponse(environment, hubUsername, launches);
}

/** The same of several of one member's. */
export async function serializeEnvironments(
  db: Db,
  environments: readonly WorkloadRecord[],
  hubUsername = "",
): Promise<EnvironmentResponse[]> {
  const launches = await lastLaunchesOf(
    db,
    environments.map(({ id }) => id),
  );
  return environments.map((environment) => toResponse(environment, hubUsername, launches));
}

function toResponse(
  environment: WorkloadRecord,
  hubUsername: string,
  launches: Map<EnvironmentId, Date>,
): EnvironmentResponse {
  const { id, backendName, state, createdAt } = environment;
  return {
    env_id: id,
    pod_name: podNameOf(hubUsername, backendName),
    status: state,
    created_at: (launches.get(id) ?? createdAt).toISOString(),
    url: state === "running" ? `${env().APP_URL}${paths.openEnvironment(id)}` : null,
  };
}

export function podNameOf(hubUsername: string, backendName: string): string {
  return [hubUsername, backendName].filter(Boolean).join("/");
}
