/**
 * What other systems send to the portal: routes of the framework (`routes/webhooks`), because a signature is over the text as it came, and
 * the API's parsers would have read it before.
 */
export const inboundWebhooks = ["/api/webhooks/auth0", "/api/webhooks/stripe"] as const;

/** Whether a path below `/api` is one of them. */
export function isInboundWebhook(path: string): boolean {
  return inboundWebhooks.some((one) => path === one || path === `${one}/`);
}
