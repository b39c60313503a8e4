import { Webhook } from "standardwebhooks";
import { instant } from "~/core/clock";
import type { EndpointSecrets } from "~/domain/webhooks/endpoints/endpoint-secrets.server";

/** The three headers of Standard Webhooks. Signed with every secret that is good at `at`, so that a receiver may change when it likes. */
export function signedHeaders(
  { current, previous }: EndpointSecrets,
  { id, at, body }: { id: string; at: Date; body: string },
): Record<string, string> {
  const good = previous && instant(previous.until) > at ? [current, previous.secret] : [current];
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": good.map((secret) => new Webhook(secret).sign(id, at, body)).join(" "),
  };
}
