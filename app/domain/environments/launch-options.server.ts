import { refuse, type RefusalParams } from "~/core/app-error";
import { env } from "~/core/env.server";
import { isId, type EnvironmentId } from "~/core/id";
import type { Assignment } from "~/domain/clusters/placement/assignments.queries.server";
import { isActive, type WorkloadRecord } from "~/domain/workloads/workload";
import { isNotebook, whyNoOther } from "./another-environment";

type Named = { id: EnvironmentId; name: string };

export type LaunchOptions = {
  /** The environment that is launched again, where one is meant; else it is the notebook, or a new one. */
  again: Named | undefined;
  /** The notebook, where the member has had it: another one can be made beside it. */
  notebook: (Named & { isUp: boolean }) | undefined;
  /** Why no other one can be made; undefined where it can. */
  whyNoOther: { code: string; params?: RefusalParams } | undefined;
  /** What stands in the way, because it is up already. */
  existing: Named | undefined;
  /** The size that was had last. */
  lastSizeId: string | undefined;
};

/**
 * What a member can launch who has this place and `all` these environments, newest first; `wanted` is the id of what is to be launched
 * again. Refuses `not_found` for one that is not among them.
 */
export function launchOptions(
  place: Assignment | undefined,
  all: readonly WorkloadRecord[],
  wanted: string | null = null,
): LaunchOptions {
  const environments = all.filter(({ clusterId }) => clusterId === place?.clusterId);
  const again = wanted === null ? undefined : meant(environments, wanted);
  const notebook = environments.find(isNotebook);
  const reason = whyNoOtherOn(place, environments);
  return {
    again: again && named(again),
    notebook: notebook && { ...named(notebook), isUp: isActive(notebook.state) },
    whyNoOther: reason,
    existing: inTheWay(again, reason && notebook),
    lastSizeId: (again ?? notebook ?? all[0])?.size.id,
  };
}

const whyNoOtherOn = (place: Assignment | undefined, environments: readonly WorkloadRecord[]) =>
  whyNoOther({ namedServers: place?.namedServers ?? null, environments, most: env().ENVIRONMENTS_PER_MEMBER });

const meant = (environments: readonly WorkloadRecord[], wanted: string) =>
  environments.find(({ id }) => isId("env", wanted) && id === wanted) ?? refuse("not_found", "environmentNotFound");

/** Nothing is launched that is up; where a name can be given, the form makes another one. */
function inTheWay(again: WorkloadRecord | undefined, onlyOne: WorkloadRecord | undefined): Named | undefined {
  const launched = again ?? onlyOne;
  return launched && isActive(launched.state) ? named(launched) : undefined;
}

const named = ({ id, name }: WorkloadRecord): Named => ({ id, name });
