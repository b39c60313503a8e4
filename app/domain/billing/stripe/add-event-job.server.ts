import { addJob } from "~/db/jobs.server";
import type { Db } from "~/db/pool.server";

/** Adds the job that acts on a stored event; added again while it waits, it is one job. */
export async function addEventJob(db: Db, eventId: string): Promise<void> {
  await addJob(db, "handle_stripe_event", { eventId }, { key: `stripe:${eventId}` });
}
