import { clock } from "~/core/clock";
import type { UserId } from "~/core/id";
import { nano, type Nano } from "~/core/money";
import type { Db } from "~/db/pool.server";
import { countUsableKeys } from "~/domain/access/api-keys/api-keys.queries.server";
import { findCredit } from "~/domain/billing/ledger/accounts.queries.server";
import { findAssignment } from "~/domain/clusters/placement/assignments.queries.server";
import { activeWorkloadsOf } from "~/domain/workloads/workloads.queries.server";
import { identitiesOf } from "~/domain/identity/sign-in/identities.queries.server";
import { sessionsOf } from "~/domain/identity/sessions/sessions-of.server";
import { endpointsOf } from "~/domain/webhooks/endpoints/endpoints.queries.server";
import type { DeletionInventory } from "./deletion-inventory";

/** What would go if the member left now. */
export async function deletionInventory(db: Db, userId: UserId): Promise<DeletionInventory> {
  const [active, credit, keys, webhooks, sessions, signIns, place] = await Promise.all([
    activeWorkloadsOf(db, userId),
    findCredit(db, userId),
    countUsableKeys(db, userId, clock.now()),
    endpointsOf(db, userId),
    sessionsOf(db, userId),
    identitiesOf(db, userId),
    findAssignment(db, userId),
  ]);
  return {
    environments: active.filter(({ state }) => state !== "stopping").length,
    ...(credit && { credit: creditLeft(credit) }),
    keys,
    webhooks: webhooks.length,
    sessions: sessions.length,
    signIns: signIns.length,
    ...(place && { place: placeOf(place) }),
  };
}

function creditLeft({ balance, unposted, currency }: { balance: Nano; unposted: Nano; currency: string }) {
  return { amount: nano(balance - unposted), currency };
}

function placeOf(place: NonNullable<Awaited<ReturnType<typeof findAssignment>>>) {
  const { clusterName, hubUsername, hopsworksUsername, hopsworksProject } = place;
  return {
    clusterName,
    hubUsername,
    ...(hopsworksUsername && { hopsworksUsername }),
    ...(hopsworksProject && { hopsworksProject }),
  };
}
