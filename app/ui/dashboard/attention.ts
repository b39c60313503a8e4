import { endpointName, type WebhookEndpoint } from "~/domain/webhooks/endpoints/webhook-endpoint";
import type { EnvironmentItem } from "~/ui/view-models";
import type { ImpersonationNotice, Attention } from "./alerts";

/** A working day. */
const WORKING_DAY_HOURS = 8n;

/**
 * What a member should look at first: credit that runs out, a start that failed, a hub that does not answer, an admin who looked, a
 * webhook that was given up.
 */
export function attentionOf(
  environments: readonly EnvironmentItem[],
  available: bigint,
  {
    impersonations,
    webhooksOff,
  }: { impersonations: readonly ImpersonationNotice[]; webhooksOff: readonly WebhookEndpoint[] },
): Attention[] {
  const failed = environments.filter((one) => one.state === "failed");
  const unreachable = environments.filter((one) => !one.hubReachable);
  return [
    ...creditAttention(environments[0]?.size.pricePerHour, available),
    ...failed.map((one): Attention => ({
      kind: "startFailed",
      environmentId: one.id,
      name: one.name,
      ...(one.reason && { reason: one.reason }),
    })),
    ...[...new Set(unreachable.map((one) => one.clusterName))].map((clusterName): Attention => ({
      kind: "hubDown",
      clusterName,
    })),
    ...impersonations.map((one): Attention => ({ kind: "lookedAt", ...one })),
    ...webhooksOff.map((one): Attention => ({
      kind: "webhookOff",
      endpointId: one.id,
      name: endpointName(one),
      ...(one.disabledReason && { reason: { code: one.disabledReason } }),
    })),
  ];
}

/** Credit is nearly empty when it pays for less than a working day of the size that was used last. */
function creditAttention(pricePerHour: bigint | undefined, available: bigint): Attention[] {
  if (available <= 0n) return [{ kind: "creditEmpty" }];
  if (!pricePerHour || available >= pricePerHour * WORKING_DAY_HOURS) return [];
  return [{ kind: "creditNearlyEmpty", balance: available, hoursLeft: Number((available * 10n) / pricePerHour) / 10 }];
}
