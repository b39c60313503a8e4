/**
 * What screens are given. Money is bigint nano of the screen's `currency`; times are Date; a sentence is named by its key in the
 * refusals catalogue and filled with `params`.
 */
import type { WorkloadState } from "~/domain/workloads/workload";
import type { ClusterId, EnvironmentId, PurchaseId, SizeId, UserId } from "~/core/id";
import type { PurchaseState } from "~/domain/billing/purchases/credit-purchase";
import type { LedgerKind } from "~/domain/billing/ledger/ledger-accounts";
import type { Meter } from "~/domain/billing/prices/meter";

export type Sentence = { code: string; params?: Readonly<Record<string, string | number>> };

/** A refusal shown in place: why, and the id under which the log knows it. */
export type Problem = Sentence & { requestId?: string };

export type { Theme } from "~/domain/identity/members/preferences";

export type { Meter, PurchaseState, WorkloadState };

export type SizeItem = {
  id: SizeId;
  name: string;
  cpuMilli: number;
  memoryMib: number;
  gpus: number;
  pricePerHour: bigint;
};

export type EnvironmentItem = {
  id: EnvironmentId;
  name: string;
  state: WorkloadState;
  /** Why it is in this state, where there is something to say. */
  reason?: Sentence;
  size: SizeItem;
  clusterName: string;
  /** The hub answered lately; `false` puts hub-down in words beside the state and takes Open away. */
  hubReachable: boolean;
  /** When what is billed began; absent unless it runs. */
  startedAt?: Date;
  /** Of the run that is open now (or ended last). */
  costSoFar?: bigint;
};

export type StepState = "pending" | "running" | "done" | "failed";

export type PlacementStep = {
  step: "cluster" | "hopsworks_user" | "hopsworks_project" | "hub_user";
  state: StepState;
  startedAt?: Date;
  finishedAt?: Date;
  failureCode?: string;
  attempts: number;
};

export type PlacementState = "waiting" | "placing" | "placed" | "failed";

/** Links to the neighbouring pages of a list, newest first; absent where there is none. */
export type Pages = { newer?: string; older?: string };

/** The same of a list that is ordered by name. */
export type NamePages = { previous?: string; next?: string };

export type StatementLine = {
  id: string;
  at: Date;
  kind: LedgerKind;
  /** What it was for: an environment's name, a purchase id. */
  subject?: string;
  /** Why an admin made it: of an adjustment. */
  reason?: string;
  /** Positive is credit, negative is a charge. */
  amount: bigint;
  balanceAfter: bigint;
};

export type PurchaseItem = {
  id: PurchaseId;
  amount: bigint;
  state: PurchaseState;
  createdAt: Date;
  checkoutUrl?: string;
};

/** `unknown` is said as such: nobody has asked the hub yet. */
export type HubHealth = { state: "up" | "down" | "unknown"; checkedAt?: Date; version?: string };

export type ClusterItem = {
  id: ClusterId;
  name: string;
  isSimulated: boolean;
  acceptsMembers: boolean;
  memberCount: number;
  maxMembers: number;
  running: number;
  hub: HubHealth;
  lastCollectedAt?: Date;
};

export type MemberItem = {
  id: UserId;
  name: string;
  email: string;
  isAdmin: boolean;
  suspendedAt?: Date;
  /** When their account goes, as they have asked. */
  deletionAt?: Date;
  clusterName?: string;
  placement?: PlacementState;
  spentThisMonth: bigint;
  balance: bigint;
  lastSeenAt?: Date;
};
