import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { refuse } from "~/core/app-error";
import { paths } from "~/core/paths";
import { db } from "~/db/pool.server";
import { deleteEnvironment } from "~/domain/environments/delete-environment.server";
import { findWorkloadOf } from "~/domain/workloads/workloads.queries.server";
import { DeleteEnvironmentScreen } from "~/ui/environments/delete-environment-screen";
import type { PageHandle } from "~/ui/shell/page-title";
import { environmentIdOf } from "~/web/forms/params.server";
import { redirectWithProblem } from "~/web/forms/redirect-with-problem.server";
import { requireViewer } from "~/web/session/viewer.server";

export const handle = { title: "environments.delete" } satisfies PageHandle;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { userId } = await requireViewer(request);
  const found = await findWorkloadOf(db, userId, environmentIdOf(params));
  const { id, name } = found ?? refuse("not_found", "environmentNotFound");
  return { id, name };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request);
  const id = environmentIdOf(params);
  return redirectWithProblem(paths.environment(id), async () => {
    await deleteEnvironment(viewer, id);
    return redirect(paths.environments);
  });
}

export default function DeleteEnvironment() {
  return <DeleteEnvironmentScreen {...useLoaderData<typeof loader>()} />;
}
