import type { LoaderFunctionArgs } from "@remix-run/node";
import { refuse } from "~/core/app-error";
import { requireViewer } from "~/web/session/viewer.server";

export async function loader({ request }: LoaderFunctionArgs) {
  await requireViewer(request);
  refuse("not_found", "pageNotFound");
}

export default function NotFound() {
  return null;
}
