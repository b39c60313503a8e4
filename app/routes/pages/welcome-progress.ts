import type { LoaderFunctionArgs } from "@remix-run/node";
import { changesOf } from "~/db/notify.server";
import { db } from "~/db/pool.server";
import { placementOf } from "~/domain/clusters/placement-of.server";
import { eventStream } from "~/web/event-stream.server";
import { requireViewer } from "~/web/viewer.server";

export async function loader({ request }: LoaderFunctionArgs) {
  const { userId } = await requireViewer(request);
  return eventStream(request, async function* (signal) {
    for await (const _ of changesOf("placement", userId, signal)) {
      const placement = await placementOf(db, userId);
      yield { state: placement?.state ?? "placing" };
      if (placement?.state === "placed" || placement?.state === "failed") return;
    }
  });
}
