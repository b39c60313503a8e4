import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { addressOfEnvironment } from "~/domain/environments/address-of-environment.server";
import { environmentIdOf } from "~/web/forms/params.server";
import { requireInPerson } from "~/web/session/viewer.server";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireInPerson(request);
  return redirect(await addressOfEnvironment(viewer, environmentIdOf(params)));
}
