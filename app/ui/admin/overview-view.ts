import { recentGaps } from "~/domain/admin/collection-gaps";
import type { Overview } from "~/domain/admin/overview";
import type { ClusterItem } from "../shapes";
import type { AdminAttention } from "./attention-list";
import type { CollectorState } from "./overview-screen";

/** The overview's facts as its screen shows them. */
export function overviewView(facts: Overview) {
  return {
    attention: attentionOf(facts),
    members: { total: facts.members, placed: facts.placed },
    running: facts.active,
    spentThisMonth: facts.spentThisMonth,
    collector: collectorOf(facts),
    clusters: facts.clusters.map((cluster): ClusterItem => {
      const collected = facts.collection.find((one) => one.clusterId === cluster.id);
      return {
        id: cluster.id,
        name: cluster.name,
        isSimulated: cluster.isSimulated,
        acceptsMembers: cluster.acceptsMembers,
        memberCount: cluster.memberCount,
        maxMembers: cluster.maxMembers,
        running: facts.byCluster.get(cluster.id) ?? 0,
        hub: {
          state: cluster.hubState ?? "unknown",
          ...(cluster.hubCheckedAt && { checkedAt: cluster.hubCheckedAt }),
          ...(cluster.hubVersion && { version: cluster.hubVersion }),
        },
        ...(collected?.lastCompleteAt && { lastCollectedAt: collected.lastCompleteAt }),
      };
    }),
  };
}

function attentionOf(facts: Overview): AdminAttention[] {
  const counted = (
    kind:
      | "membersWaiting"
      | "placementsFailed"
      | "startsFailed"
      | "purchasesQuarantined"
      | "unattributedUsage"
      | "jobsExhausted",
    count: number,
  ) => (count > 0 ? [{ kind, count }] : []);
  return [
    ...(facts.isLogBroken ? [{ kind: "activityLogBroken" } as const] : []),
    ...facts.clusters
      .filter((cluster) => cluster.hubState === "down")
      .map(({ name }): AdminAttention => ({ kind: "hubDown", clusterName: name })),
    ...counted("purchasesQuarantined", facts.quarantined),
    ...facts.collection.flatMap((health): AdminAttention[] => {
      const windows = recentGaps(health.windows);
      return windows > 0 ? [{ kind: "collectorLate", clusterName: health.name, windows }] : [];
    }),
    ...counted("jobsExhausted", facts.jobsExhausted),
    ...counted("membersWaiting", facts.waiting),
    ...counted("placementsFailed", facts.placementsFailed),
    ...counted("startsFailed", facts.startsFailed),
    ...counted(
      "unattributedUsage",
      facts.collection.reduce((sum, health) => sum + health.unattributed, 0),
    ),
  ];
}

/** The worst of the clusters: a bill is as complete as its least complete cluster. */
function collectorOf({ collection }: Overview): CollectorState {
  const lastRunAt = collection
    .map((health) => health.lastCompleteAt)
    .filter((at) => at !== undefined)
    .sort((a, b) => b.getTime() - a.getTime())[0];
  if (!lastRunAt) return { state: "never" };
  const latest = collection.map((health) => health.windows.at(-1)?.state);
  if (latest.includes("failed")) return { state: "failed", lastRunAt };
  return { state: collection.some((health) => recentGaps(health.windows) > 0) ? "late" : "ok", lastRunAt };
}
