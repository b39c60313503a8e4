import type { LoaderFunctionArgs } from "@remix-run/node";
import { refuse } from "~/core/app-error";
import { db } from "~/db/pool.server";
import { findWorkloadOf } from "~/domain/workloads/workloads.queries.server";
import { followEnvironment } from "~/domain/environments/follow-environment.server";
import { eventStream } from "~/web/event-stream.server";
import { environmentIdOf } from "~/web/forms/params.server";
import { requireViewer } from "~/web/session/viewer.server";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  const id = environmentIdOf(params);
  if (!(await findWorkloadOf(db, viewer.userId, id))) refuse("not_found", "environmentNotFound");
  const news = async function* (signal: AbortSignal) {
    for await (const one of followEnvironment(viewer, id, signal)) {
      if (one.kind === "progress") yield { progress: one.progress, message: one.message };
      else if (one.state === "running") yield { ready: true };
      else if (one.state === "failed" || one.state === "stopped") yield { failed: true };
    }
  };
  return eventStream(request, news, viewer.impersonator?.until);
}
