import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { refuse } from "~/core/app-error";
import { paths } from "~/core/paths";
import { db } from "~/db/pool.server";
import { findWorkloadOf } from "~/domain/workloads/workloads.queries.server";
import { startEnvironment } from "~/domain/environments/start-environment.server";
import { environmentIdOf } from "~/web/forms/params.server";
import { redirectWithProblem } from "~/web/forms/redirect-with-problem.server";
import { requireViewer } from "~/web/session/viewer.server";

/** Starts it again as it was. */
export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request);
  const environment =
    (await findWorkloadOf(db, viewer.userId, environmentIdOf(params))) ?? refuse("not_found", "environmentNotFound");
  const page = paths.environment(environment.id);
  return redirectWithProblem(page, async () => {
    await startEnvironment(viewer, { id: environment.id, size: environment.size.id });
    return redirect(page);
  });
}

export function loader({ params }: LoaderFunctionArgs) {
  return redirect(paths.environment(environmentIdOf(params)));
}
