import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { db } from "~/db/pool.server";
import { endpointsOf } from "~/domain/webhooks/endpoints/endpoints.queries.server";
import type { PageHandle } from "~/ui/shell/page-title";
import { WebhooksScreen } from "~/ui/webhooks/webhooks-screen";
import { requireViewer } from "~/web/session/viewer.server";

export const handle = { title: "webhooks.title" } satisfies PageHandle;

export async function loader({ request }: LoaderFunctionArgs) {
  const { userId } = await requireViewer(request);
  return { endpoints: await endpointsOf(db, userId) };
}

export default function Webhooks() {
  return <WebhooksScreen {...useLoaderData<typeof loader>()} />;
}
