import { createHmac } from "node:crypto";
import type { StripeEvent } from "./objects";

/** How events are sent, changed by a test at will. */
export type DeliveryHabits = {
  /** How often each event is sent, at once; 0 loses it. */
  times: number;
  /** How late the first attempt is. */
  delayMs: number;
  /** Signs with another secret than the endpoint's. */
  secret?: string;
  /** Seconds that the signature's time is off. */
  clockOffBySeconds: number;
};

export type Delivery = { eventId: string; type: string; attempt: number; status: number | "unreachable" };

export type Webhooks = {
  habits: DeliveryHabits;
  deliveries: Delivery[];
  send: (event: StripeEvent) => void;
  /** Resolves when nothing is on its way any more. */
  settled: () => Promise<void>;
  stop: () => void;
};

const ATTEMPTS = 12;

/** Sends signed events to `url`, again and again (at growing intervals) until they are taken. */
export function webhooksTo(url: string | undefined, endpointSecret: string): Webhooks {
  const habits: DeliveryHabits = { times: 1, delayMs: 0, clockOffBySeconds: 0 };
  const deliveries: Delivery[] = [];
  const underway = new Set<Promise<void>>();
  const stopping = new AbortController();
  const send = (event: StripeEvent) => {
    if (!url) return;
    for (let copy = 0; copy < habits.times; copy++) {
      const { delayMs, secret = endpointSecret, clockOffBySeconds } = habits;
      const sent = deliver(event, url, { secret, clockOffBySeconds, delayMs, deliveries, signal: stopping.signal });
      underway.add(sent);
      void sent.finally(() => underway.delete(sent));
    }
  };
  const settled = async () => {
    while (underway.size > 0) await Promise.all(underway);
  };
  return { habits, deliveries, send, settled, stop: () => stopping.abort() };
}

type Sending = {
  secret: string;
  clockOffBySeconds: number;
  delayMs: number;
  deliveries: Delivery[];
  signal: AbortSignal;
};

async function deliver(event: StripeEvent, url: string, sending: Sending): Promise<void> {
  let wait = sending.delayMs;
  for (let attempt = 1; attempt <= ATTEMPTS && !sending.signal.aborted; attempt++) {
    await pause(wait, sending.signal);
    const status = await post(event, url, sending);
    sending.deliveries.push({ eventId: event.id, type: event.type, attempt, status });
    if (status !== "unreachable" && status < 300) return;
    wait = Math.min(200 * 2 ** attempt, 15_000);
  }
}

async function post(
  event: StripeEvent,
  url: string,
  { secret, clockOffBySeconds, signal }: Sending,
): Promise<Delivery["status"]> {
  const body = JSON.stringify(event, null, 2);
  const signedAt = Math.floor(Date.now() / 1000) + clockOffBySeconds;
  const signature = createHmac("sha256", secret).update(`${signedAt}.${body}`).digest("hex");
  const headers = {
    "Content-Type": "application/json; charset=utf-8",
    "Stripe-Signature": `t=${signedAt},v1=${signature}`,
  };
  return fetch(url, {
    method: "POST",
    headers,
    body,
    signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]),
  }).then(
    (response) => response.status,
    () => "unreachable" as const,
  );
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
}
