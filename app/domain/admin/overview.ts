import type { ClusterId } from "~/core/id";
import type { Nano } from "~/core/money";
import type { CollectionHealth } from "~/domain/metering/coverage";

/** What an admin sees of one cluster at a glance. */
export type ClusterGlance = {
  id: ClusterId;
  name: string;
  isSimulated: boolean;
  acceptsMembers: boolean;
  memberCount: number;
  maxMembers: number;
  hubState: "up" | "down" | null;
  hubVersion: string | null;
  hubCheckedAt: Date | null;
};

/** Everything that an admin should know at a glance; each count is of the list that it leads to. */
export type Overview = {
  members: number;
  placed: number;
  active: number;
  byCluster: ReadonlyMap<ClusterId, number>;
  spentThisMonth: Nano;
  clusters: ClusterGlance[];
  collection: CollectionHealth[];
  waiting: number;
  placementsFailed: number;
  startsFailed: number;
  quarantined: number;
  /** Background jobs that have used up their attempts, and that no scheduled task asks for again. */
  jobsExhausted: number;
  /** Whether the last check of the activity log found it altered. */
  isLogBroken: boolean;
};
