import { refuse } from "./app-error";
import { allowanceOf } from "./address-allowance.server";
import { env } from "./env.server";
import { RefusedAddress, typedDoor, type AddressProblem, type TypedDoor } from "./typed-address.server";

let forClusters: TypedDoor | undefined;
let forWebhooks: TypedDoor | undefined;

/** The door to clusters, whose addresses admins type: OUTBOUND_ALLOW says what of the private network they may be in. */
export function clusterDoor(): TypedDoor {
  return (forClusters ??= typedDoor({
    allowance: allowanceOf(env().OUTBOUND_ALLOW),
    portalUrl: env().APP_URL,
    longestAnswer: 64_000_000,
  }));
}

/** The door to webhooks, whose addresses members type. */
export function webhookDoor(): TypedDoor {
  return (forWebhooks ??= typedDoor({
    allowance: allowanceOf(env().WEBHOOK_ALLOW),
    portalUrl: env().APP_URL,
    longestAnswer: 64_000,
  }));
}

/** `fetch` for the clients of a cluster's systems. Refuses `unavailable` where the door may not go. */
export const fetchFromCluster: typeof fetch = async (input, init) =>
  clusterDoor()
    .fetch(input, init)
    .catch((error: unknown) => {
      if (!(error instanceof RefusedAddress)) throw error;
      return refuse("unavailable", clusterAddressCode(error.problem), { host: error.host });
    });

/** A private address of a cluster is an operator's to allow, and the sentence says how. */
export function clusterAddressCode(problem: AddressProblem): string {
  return problem === "addressPrivate" ? "clusterAddressPrivate" : problem;
}
