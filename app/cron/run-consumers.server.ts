import { setTimeout as wait } from "node:timers/promises";
import { MINUTE, SECOND } from "~/core/clock";
import { log } from "~/core/log.server";
import { inBackground } from "~/db/pool.server";
import { consumeOutbox } from "~/domain/activity/outbox/consume-outbox.server";
import type { OutboxConsumer } from "~/domain/activity/outbox/outbox-consumer";
import { untilWoken } from "~/domain/activity/outbox/wake-consumers.server";
import { webhookConsumer } from "~/domain/webhooks/deliveries/create-deliveries.server";
import { untilClockIs } from "./watch-clock.server";

/** Who is told of the facts in the outbox. Each goes at its own pace: one that fails or is slow holds up no other. */
const consumers: readonly OutboxConsumer[] = [webhookConsumer];

/** How often it is looked for facts that another process has written, or one that ended before it could say so. */
const POLL_MS = 0.5 * SECOND;

/** What is written within this time of a batch comes with the next. */
const PAUSE_MS = 20;

const MOST_BACKOFF_MS = MINUTE;

/** How long batches may take to end once the process is told to stop. */
const STOP_TIMEOUT_MS = 20 * SECOND;

/** Starts the consumers of this replica. `stop` lets the batches under way end, within 20 seconds. */
export function startConsumers(all = consumers): { stop(): Promise<void> } {
  const over = new AbortController();
  const running = all.map((consumer) => keepConsuming(consumer, over.signal));
  return {
    stop: async () => {
      over.abort();
      await Promise.race([Promise.all(running), wait(STOP_TIMEOUT_MS, undefined, { ref: false })]);
    },
  };
}

async function keepConsuming(consumer: OutboxConsumer, signal: AbortSignal): Promise<void> {
  for (let failures = 0; ;) {
    await untilClockIs("right", signal);
    if (signal.aborted) return;
    // Before it is looked: what is written meanwhile is not missed.
    const woken = untilWoken(POLL_MS, signal);
    const isDone = await tryToConsume(consumer, failures);
    failures = isDone ? 0 : failures + 1;
    const pause = isDone ? PAUSE_MS : Math.min(SECOND * 2 ** (failures - 1), MOST_BACKOFF_MS);
    await wait(pause, undefined, { signal, ref: false }).catch(() => undefined);
    await woken;
  }
}

async function tryToConsume(consumer: OutboxConsumer, failures: number): Promise<boolean> {
  try {
    const count = await inBackground(() => consumeOutbox(consumer));
    if (count > 0) log.debug({ consumer: consumer.name, count }, "facts consumed");
    return true;
  } catch (error) {
    log.error({ err: error, consumer: consumer.name, failures: failures + 1 }, "facts could not be consumed");
    return false;
  }
}
