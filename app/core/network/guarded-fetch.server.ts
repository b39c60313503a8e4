import { refuse } from "~/core/app-error";
import { allowanceOf } from "./address-allowance.server";
import { env } from "~/core/env.server";
import { RefusedAddress, guardedFetch, type AddressProblem, type GuardedFetch } from "./ssrf-guard.server";

let forClusters: GuardedFetch | undefined;
let forWebhooks: GuardedFetch | undefined;

/** What reaches clusters, whose addresses admins type: OUTBOUND_ALLOW says what of the private network they may be in. */
export function clusterFetch(): GuardedFetch {
  return (forClusters ??= guardedFetch({
    allowance: allowanceOf(env().OUTBOUND_ALLOW),
    portalUrl: env().APP_URL,
    longestAnswer: 64_000_000,
  }));
}

/** What reaches webhooks, whose addresses members type. */
export function webhookFetch(): GuardedFetch {
  return (forWebhooks ??= guardedFetch({
    allowance: allowanceOf(env().WEBHOOK_ALLOW),
    portalUrl: env().APP_URL,
    longestAnswer: 64_000,
  }));
}

/** `fetch` for the clients of a cluster's systems. Refuses `unavailable` where the address is not allowed. */
export const fetchFromCluster: typeof fetch = async (input, init) =>
  clusterFetch()
    .fetch(input, init)
    .catch((error: unknown) => {
      if (!(error instanceof RefusedAddress)) throw error;
      return refuse("unavailable", clusterAddressCode(error.problem), { host: error.host });
    });

/** A private address of a cluster is an operator's to allow, and the sentence says how. */
export function clusterAddressCode(problem: AddressProblem): string {
  return problem === "addressPrivate" ? "clusterAddressPrivate" : problem;
}
