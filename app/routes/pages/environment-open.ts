import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { addressOfEnvironment } from "~/domain/environments/address-of-environment.server";
import { environmentIdOf } from "~/web/params.server";
import { requireViewer } from "~/web/viewer.server";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  return redirect(await addressOfEnvironment(viewer, environmentIdOf(params)));
}
