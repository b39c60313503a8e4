/** What a refund or a dispute does to the credit that was given for its payment. */
export type ReversalEffect = "none" | "held" | "taken";

type Reversal = { object: "refund"; status: string | undefined } | { object: "dispute"; status: string };

/**
 * A refund counts from the moment it is asked for; one that fails in the end gives the credit back. While a dispute runs its credit is
 * held; won it comes back, lost it is gone. A warning moves nothing yet.
 */
export function effectOf(reversal: Reversal): ReversalEffect {
  return reversal.object === "refund" ? effectOfRefund(reversal.status) : effectOfDispute(reversal.status);
}

function effectOfRefund(status: string | undefined): ReversalEffect {
  return status === "failed" || status === "canceled" ? "none" : "taken";
}

function effectOfDispute(status: string): ReversalEffect {
  if (status === "won" || status === "prevented" || status.startsWith("warning_")) return "none";
  return status === "lost" ? "taken" : "held";
}
