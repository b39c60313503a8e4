import type { Overview } from "~/domain/admin/overview";
import type { ClusterItem } from "~/ui/view-models";
import type { AdminAttention } from "./attention-list";
import type { CollectorState } from "./overview-screen";

/** Troubles of one kind that are named one by one; the rest is a number. */
const NAMED = 3;

/** The overview's facts as its screen shows them. */
export function overviewView(facts: Overview) {
  return {
    attention: attentionOf(facts),
    members: { total: facts.members, placed: facts.placed },
    running: facts.active,
    spentThisMonth: facts.spentThisMonth,
    collector: collectorOf(facts),
    clusters: facts.clusters.map(clusterItem),
    clusterCount: facts.clusterCount,
  };
}

/** Without what the overview has no column for. */
function clusterItem({
  id,
  name,
  isSimulated,
  acceptsMembers,
  memberCount,
  maxMembers,
  ...state
}: Overview["clusters"][number]) {
  const { running, hub, lastCollectedAt } = state;
  const item: ClusterItem = { id, name, isSimulated, acceptsMembers, memberCount, maxMembers, running, hub };
  return { ...item, ...(lastCollectedAt && { lastCollectedAt }) };
}

function attentionOf(facts: Overview): AdminAttention[] {
  const down = facts.clusters.filter(({ hub }) => hub.state === "down").slice(0, NAMED);
  return [
    ...(facts.isLogBroken ? [{ kind: "activityLogBroken" } as const] : []),
    ...down.map(({ name }): AdminAttention => ({ kind: "hubDown", clusterName: name })),
    ...counted("moreHubsDown", facts.hubsDown - down.length),
    ...counted("purchasesQuarantined", facts.quarantined),
    ...facts.gaps.worst.map(({ name, windows }): AdminAttention => ({
      kind: "collectorLate",
      clusterName: name,
      windows,
    })),
    ...counted("moreCollectorsLate", facts.gaps.clusters - facts.gaps.worst.length),
    ...counted("jobsExhausted", facts.jobsExhausted),
    ...counted("membersWaiting", facts.waiting),
    ...counted("placementsFailed", facts.placementsFailed),
    ...counted("startsFailed", facts.startsFailed),
    ...counted("unattributedUsage", facts.unattributed),
  ];
}

type Counted = Extract<AdminAttention, { count: number }>;

function counted(kind: Counted["kind"], count: number): AdminAttention[] {
  return count > 0 ? [{ kind, count }] : [];
}

/** The worst of the clusters: a bill is as complete as its least complete cluster. */
function collectorOf({ gaps, lastCollectedAt: lastRunAt }: Overview): CollectorState {
  if (!lastRunAt) return { state: "never" };
  if (gaps.latestFailed) return { state: "failed", lastRunAt };
  return { state: gaps.clusters > 0 ? "late" : "ok", lastRunAt };
}
