import { z } from "zod";
import { refuse } from "~/core/app-error";
import { db } from "~/db/pool.server";
import { keepAlive } from "~/domain/environments/keep-alive.server";
import { newestActiveOf } from "~/domain/environments/newest-active.server";
import { stopEnvironment } from "~/domain/environments/stop-environment.server";
import { endpoint } from "~/web/api/endpoint.server";
import { environmentId } from "./environment";

const shared = { family: "workspace", access: "member", refuses: ["not_found"] } as const;

export const deleteEnvironment = endpoint({
  ...shared,
  method: "DELETE",
  path: "/environments",
  name: "deleteEnvironment",
  summary: "End an environment: the newest active one unless it is named",
  description: "What it holds is released and billing ends at once; its files stay, and it can be launched again.",
  scopes: ["environments:write"],
  envelope: "bare",
  query: z.object({ env_id: environmentId.optional() }),
  answer: z.object({ status: z.literal("deleted"), message: z.string() }).meta({ id: "EnvironmentDeleted" }),
  work: async ({ viewer, query }) => {
    const id = query.env_id ?? (await newestActiveOf(db, viewer.userId))?.id ?? refuse("not_found", "noneActive");
    await stopEnvironment(viewer, id);
    return { status: "deleted" as const, message: "Environment deleted successfully" };
  },
});

export const heartbeat = endpoint({
  ...shared,
  method: "POST",
  path: "/environments/heartbeat",
  name: "heartbeat",
  summary:
    "Say that my environment is in use, so that idleness does not end it: the newest active one unless it is named",
  scopes: ["environments:write"],
  envelope: "bare",
  query: z.object({ env_id: environmentId.optional() }),
  answer: z.object({ status: z.literal("success"), message: z.string() }).meta({ id: "Heartbeat" }),
  work: async ({ viewer, query }) => {
    await keepAlive(viewer, query.env_id);
    return { status: "success" as const, message: "Heartbeat received" };
  },
});
