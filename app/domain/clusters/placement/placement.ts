import type { UserId } from "~/core/id";

/** What is done for a new member, in this order; each step is recorded and taken once. */
export const placementSteps = ["cluster", "hopsworks_user", "hopsworks_project", "hub_user"] as const;

export type PlacementStep = (typeof placementSteps)[number];
export type StepState = "pending" | "running" | "done" | "failed";
/** `waiting`: no cluster has free capacity · `placing`: a job is at it, or tries again by itself · `failed`: given up until somebody asks again. */
export type PlacementState = "waiting" | "placing" | "placed" | "failed";

export type StepRecord = {
  step: PlacementStep;
  state: StepState;
  startedAt?: Date;
  finishedAt?: Date;
  /** Key of the refusal's sentence. */
  failureCode?: string;
  attempts: number;
};

export type Placement = {
  state: PlacementState;
  requestedAt: Date;
  clusterName?: string;
  steps: StepRecord[];
  /** 1 is next; there while waiting. */
  queuePosition?: number;
};

/** How often a step is tried before a person has to ask again: with the worker's back-off about three and a half hours. */
export const MOST_ATTEMPTS = 10;

export type Capacity = {
  id: string;
  acceptsMembers: boolean;
  memberCount: number;
  maxMembers: number;
  createdAt: Date;
};

/** The cluster that a new member goes to: of those that accept members and have free capacity the relatively emptiest, then the oldest. */
export function leastLoaded<T extends Capacity>(clusters: readonly T[]): T | undefined {
  return clusters
    .filter((cluster) => freeCapacity(cluster) > 0)
    .toSorted((a, b) => loadOf(a) - loadOf(b) || byAge(a, b))[0];
}

/** How many more members the cluster takes. */
export function freeCapacity(cluster: Capacity): number {
  return cluster.acceptsMembers ? Math.max(0, cluster.maxMembers - cluster.memberCount) : 0;
}

function loadOf(cluster: Capacity): number {
  return cluster.memberCount / cluster.maxMembers;
}

function byAge(a: Capacity, b: Capacity): number {
  return a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);
}

/** Given and family name, which Hopsworks wants both of: from the provider, else from the name as people write it. */
export function personalNames(person: { name: string; givenName?: string; familyName?: string }): {
  givenName: string;
  familyName: string;
} {
  const [first = "", ...rest] = person.name.trim().split(/\s+/);
  const givenName = person.givenName?.trim() || first || "Member";
  return { givenName, familyName: person.familyName?.trim() || rest.join(" ") || givenName };
}

/** Two jobs with this key become one. */
export function placementKey(userId: UserId): string {
  return `place:${userId}`;
}
