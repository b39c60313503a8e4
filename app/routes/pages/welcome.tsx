import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { refuse } from "~/core/app-error";
import { paths } from "~/core/paths";
import { db } from "~/db/pool.server";
import { placementOf } from "~/domain/clusters/placement/placement-of.server";
import { requestPlacement, retryPlacement } from "~/domain/clusters/placement/request-placement.server";
import { WelcomeScreen } from "~/ui/placement/welcome-screen";
import type { PageHandle } from "~/ui/shell/page-title";
import { requireViewer } from "~/web/session/viewer.server";

export const handle = { title: "placement.title" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  const placement = await placementOf(db, viewer.userId);
  if (!placement) {
    if (viewer.impersonator) refuse("not_found", "noPlaceYet");
    await requestPlacement(viewer.userId);
    throw redirect(paths.welcome);
  }
  return { name: viewer.name, placement, liveUrl: paths.welcomeProgress };
}

export async function action({ request }: ActionFunctionArgs) {
  const viewer = await requireViewer(request);
  await retryPlacement(viewer.userId);
  return redirect(paths.welcome);
}

export default function Welcome() {
  return <WelcomeScreen {...useLoaderData<typeof loader>()} />;
}
