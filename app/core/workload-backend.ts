import { AppError } from "./app-error";

/** A refusal that proves that nothing was started: whoever asked may ask again as if they never had. */
export class NothingStarted extends AppError {}

/** Which workload: the cluster's name of its owner, and the backend's name of it, unique per owner. */
export type WorkloadRef = { owner: string; name: string };

/** What is to run; `size` is the short name of a size. */
export type WorkloadSpec = WorkloadRef & { size: string };

/** What a backend says that a workload does. `busy`: something that is neither a start nor a stop. */
export type BackendState = "stopped" | "starting" | "running" | "stopping" | "busy";

/** A workload as its backend tells it. */
export type Observation = {
  state: BackendState;
  /** Whether the backend knows the owner at all. */
  ownerExists: boolean;
  /** The backend's own name of this run, from its start on: another start has another. */
  runId?: string;
  /** When the run began, on the cluster's clock. */
  startedAt?: Date;
  /** What the cluster's clock said when this was observed. */
  clusterTime?: Date;
  lastActivityAt?: Date;
  /** Where it is, relative to the backend's public address. */
  path?: string;
  /** The short name of the size that it really has. */
  size?: string;
};

/** One workload of a list of what runs. */
export type RunningWorkload = WorkloadRef & {
  runId: string;
  startedAt: Date;
  lastActivityAt?: Date;
  size?: string;
};

/** Everything that runs on a cluster; `clusterTime` is what its clock said when the list began. */
export type CompleteList = { workloads: RunningWorkload[]; clusterTime: Date };

/** One step of a start. Nothing of the cluster's inside passes. */
export type StartStep = { progress?: number; message: string; ready?: boolean; failed?: boolean };

/**
 * What a cluster can do with the workloads of its members. Every method may be repeated, late, by two replicas at once, and may throw
 * AppError `unavailable` when the backend cannot answer.
 */
export interface WorkloadBackend {
  /** Reachable, and which version. */
  version(): Promise<string>;
  /** Makes the owner known to the backend; many at once make one. */
  ensureOwner(owner: string): Promise<void>;
  /** Whether an owner may have workloads beside the nameless one; undefined where that cannot be told by this owner. */
  allowsNamed(owner: string): Promise<boolean | undefined>;
  /** Stops what the owner runs and removes them; nothing where there is none. Refuses `unavailable` while something still stops. */
  deleteOwner(owner: string): Promise<void>;
  /**
   * Asks for a start and returns what the backend then says. Never repeated on failure. Refuses `conflict` what its rules forbid, and by
   * {@link NothingStarted} where it is sure that nothing came of it.
   */
  ensureRunning(spec: WorkloadSpec): Promise<Observation>;
  /** Asks for a stop (also of what still starts) and returns what the backend then says. */
  ensureStopped(ref: WorkloadRef): Promise<Observation>;
  /** Removes what is stopped, with what the backend keeps for it alone; nothing where there is none. Never of the nameless one. */
  remove(ref: WorkloadRef): Promise<void>;
  observe(ref: WorkloadRef): Promise<Observation>;
  /** Everything that runs, complete or an error: an incomplete list proves no absence. */
  listRunning(): Promise<CompleteList>;
  /** Follows a start until it is ready or failed; ends at once when there is nothing to follow. One connection per call. */
  progress(ref: WorkloadRef, signal: AbortSignal): AsyncIterable<StartStep>;
  /** The cause of the last failed start, if the backend still remembers one. */
  lastFailure(ref: WorkloadRef): Promise<string | undefined>;
  /** Tells the backend that the workload is in use at `at`, so that what ends idle ones leaves it alone. Nothing where it does not run. */
  noteActivity(ref: WorkloadRef, at: Date): Promise<void>;
}
