import type { UserId } from "~/core/id";
import { changesOf } from "~/db/notify.server";
import { db } from "~/db/pool.server";
import type { Placement } from "./placement";
import { placementOf } from "./placement-of.server";

/** The state of a member's placement now and whenever it changes, until it is placed or has failed, or `signal` aborts. */
export async function* followPlacement(userId: UserId, signal: AbortSignal): AsyncGenerator<Pick<Placement, "state">> {
  for await (const _ of changesOf("placement", userId, signal)) {
    const placement = await placementOf(db, userId);
    if (!placement) return;
    yield { state: placement.state };
    if (placement.state === "placed" || placement.state === "failed") return;
  }
}
