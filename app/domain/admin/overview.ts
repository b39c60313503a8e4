import type { Nano } from "~/core/money";
import type { Gaps } from "~/domain/metering/collection/coverage.queries.server";
import type { ClusterWithState } from "./clusters-with-state.server";

/** Everything that an admin should know at a glance; each count is of the list that it leads to. */
export type Overview = {
  members: number;
  placed: number;
  active: number;
  spentThisMonth: Nano;
  /** The first few, those whose hub does not answer before all others; and how many there are in all. */
  clusters: ClusterWithState[];
  clusterCount: number;
  hubsDown: number;
  /** Of the last hour; older gaps are history, which the collection page tells. */
  gaps: Gaps;
  /** When the newest complete list of any cluster began. */
  lastCollectedAt: Date | undefined;
  /** Servers now running that belong to nobody the portal knows. */
  unattributed: number;
  waiting: number;
  placementsFailed: number;
  startsFailed: number;
  quarantined: number;
  /** Background jobs that have used up their attempts, and that no scheduled task asks for again. */
  jobsExhausted: number;
  /** Whether the last check of the activity log found it altered. */
  isLogBroken: boolean;
};
