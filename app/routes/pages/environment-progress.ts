import type { LoaderFunctionArgs } from "@remix-run/node";
import { refuse } from "~/core/app-error";
import { db } from "~/db/pool.server";
import { findEnvironment } from "~/domain/environments/environments.queries.server";
import { followEnvironment } from "~/domain/environments/follow-environment.server";
import { eventStream } from "~/web/event-stream.server";
import { environmentIdOf } from "~/web/params.server";
import { requireViewer } from "~/web/viewer.server";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  const id = environmentIdOf(params);
  if (!(await findEnvironment(db, viewer.userId, id))) refuse("not_found", "environmentNotFound");
  return eventStream(request, async function* (signal) {
    for await (const news of followEnvironment(viewer, id, signal)) {
      if (news.kind === "progress") yield { progress: news.progress, message: news.message };
      else if (news.state === "running") yield { ready: true };
      else if (news.state === "failed" || news.state === "stopped") yield { failed: true };
    }
  });
}
