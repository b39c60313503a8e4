import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { paths } from "~/core/paths";
import { findViewer } from "~/web/session/viewer.server";

export async function loader({ request }: LoaderFunctionArgs) {
  return redirect((await findViewer(request)) ? paths.dashboard : paths.signIn);
}

/** Nobody stays here; whoever is kept out is told so on a page. */
export default function Home() {
  return null;
}
