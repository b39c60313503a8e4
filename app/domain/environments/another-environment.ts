import type { RefusalParams } from "~/core/app-error";
import type { WorkloadRecord } from "~/domain/workloads/workload";

/** The notebook that every member has on their cluster: the hub's default server, whose name is empty. */
export const isNotebook = ({ backendName }: { backendName: string }): boolean => backendName === "";

type Beside = {
  /** Whether the hub allows named servers; null until that is known. */
  namedServers: boolean | null;
  /** The environments that the member has on the cluster. */
  environments: readonly { backendName: string }[];
  /** How many they may have, with their notebook. */
  most: number;
};

/** Why a member can have no other environment beside those that they have; undefined when they can. The page and the start say the same. */
export function whyNoOther({
  namedServers,
  environments,
  most,
}: Beside): { code: string; params?: RefusalParams } | undefined {
  if (namedServers === null) return { code: "namedServersUnknown" };
  if (!namedServers) return { code: "namedServersOff" };
  const beside = environments.filter((one) => !isNotebook(one)).length;
  return beside >= most - 1 ? { code: "environmentsTooMany", params: { most } } : undefined;
}

/** Why an environment cannot be deleted now, as the code of a sentence; undefined when it can. Of what failed the cluster may not have let go yet. */
export function whyNotDeletable(
  environment: Pick<WorkloadRecord, "backendName" | "desired" | "observed">,
): string | undefined {
  if (isNotebook(environment)) return "notebookStays";
  if (environment.desired === "running") return "stopBeforeDeleting";
  return environment.observed === "stopped" ? undefined : "stillStopping";
}

/** Whether two names look the same to a person. */
export const isSameName = (one: string, other: string): boolean => comparable(one) === comparable(other);

const comparable = (name: string) =>
  name
    .normalize("NFKC")
    .replaceAll(/[\u200C\u200D]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim()
    .toLowerCase();
