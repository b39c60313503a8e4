import { outboxAge, outboxLag } from "~/core/metrics.server";
import type { Db } from "~/db/pool.server";
import { consumerLags } from "./outbox.queries.server";

/** Refreshes what `/metrics` says of each consumer's lag. It grows by itself, so it is to be measured when it is asked for. */
export async function measureOutbox(db: Db): Promise<void> {
  const lags = await consumerLags(db);
  for (const gauge of [outboxLag, outboxAge]) gauge.reset();
  for (const { name: consumer, facts, seconds } of lags) {
    outboxLag.set({ consumer }, facts);
    outboxAge.set({ consumer }, seconds);
  }
}
