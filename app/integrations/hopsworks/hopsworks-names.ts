const LONGEST = 25;
const ROOM_FOR_SUFFIX = 5;

/** Names that an installation keeps for itself, and those whose Kubernetes namespace would be one of its own. */
const reserved = new Set(
  `airflow base default filebeat git glassfish_timers grafana hops hops_system hopsworks information_schema kube_public kube_system
   metastore mysql ndbinfo onlinefs opencost performance_schema public python37 python38 sklearnserver sqoop sys`.split(
    /\s+/,
  ),
);

/**
 * A valid project name made of the part of `email` before the @: 1–25 of [a-z0-9_], alphanumeric at both ends, no double underscore,
 * not all digits, not reserved. `attempt` counts from 0 to 999 and gives another name each time; the same input always gives the same.
 */
export function firstProjectName(email: string, attempt: number): string {
  const words = (email.split("@")[0] ?? "").toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const name = named(words.join("_").replaceAll("_featurestore", "_features"));
  return attempt === 0 ? name : `${name}_${attempt + 1}`;
}

function named(words: string): string {
  const short = cut(words);
  if (/[a-z]/.test(short)) return reserved.has(short) ? `my_${short}` : short;
  return short === "" ? "project" : cut(`project_${short}`);
}

function cut(words: string): string {
  return words.slice(0, LONGEST - ROOM_FOR_SUFFIX).replace(/_+$/, "");
}
