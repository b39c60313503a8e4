import { refuse } from "~/core/app-error";
import type { GuardedFetch } from "~/core/network/ssrf-guard.server";
import { webhookFetch } from "~/core/network/guarded-fetch.server";

/** Refuses `invalid` an address that nothing will be sent to. It is checked again whenever something is. */
export async function checkWebhookAddress(url: string, guarded: GuardedFetch = webhookFetch()): Promise<void> {
  const problem = await guarded.problemWith(url);
  if (problem) refuse("invalid", problem);
}
