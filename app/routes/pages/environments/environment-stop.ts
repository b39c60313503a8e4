import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { paths } from "~/core/paths";
import { stopEnvironment } from "~/domain/environments/stop-environment.server";
import { environmentIdOf } from "~/web/forms/params.server";
import { requireViewer } from "~/web/session/viewer.server";

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request);
  const id = environmentIdOf(params);
  await stopEnvironment(viewer, id);
  return redirect(paths.environment(id));
}

export function loader({ params }: LoaderFunctionArgs) {
  return redirect(paths.environment(environmentIdOf(params)));
}
