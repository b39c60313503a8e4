/**
 * What an endpoint can be told of, grouped as people think of it. Each is an action of the activity log that something records; its words
 * are `webhooks.event.<action with _ for .>`.
 */
export const webhookEvents = {
  environments: [
    "environment.start",
    "environment.ready",
    "environment.failed",
    "environment.stop",
    "environment.stopped",
    "environment.delete",
  ],
  credits: ["credits.purchase", "credits.grant", "credits.settle", "credits.reverse", "credits.adjust"],
  signIns: ["member.sign_in", "member.sign_out"],
  membership: ["member.join", "member.update", "member.leave", "member.stay", "member.anonymise", "cluster.assign"],
  webhooks: ["webhook.disable"],
} as const;

/** What happens to nobody's things in particular: only an endpoint that hears everybody's events is told. */
export const installationEvents = ["cluster.add", "cluster.change", "prices.publish"] as const;

/** Stands for every event, also those that are yet to come. */
export const EVERYTHING = "*";

/** What a test delivery is called; no endpoint needs to have picked it. */
export const TEST_EVENT = "webhook.test";

export type WebhookEventGroup = keyof typeof webhookEvents;
export type WebhookEvent = (typeof webhookEvents)[WebhookEventGroup][number] | (typeof installationEvents)[number];

const offered: readonly string[] = [...Object.values(webhookEvents).flat(), ...installationEvents];

export function isWebhookEvent(value: string): value is WebhookEvent {
  return offered.includes(value);
}
