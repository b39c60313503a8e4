import { useTranslation } from "react-i18next";
import { useSentence } from "~/ui/kit/sentence";
import type { Problem } from "~/ui/view-models";

export type ClusterField =
  | "name"
  | "maxMembers"
  | "hopsworksUrl"
  | "hopsworksKey"
  | "hopsworksIdpClientId"
  | "hubApiUrl"
  | "hubPublicUrl"
  | "hubToken";

/** Where in the form each problem is met. */
const fieldOfCode: Readonly<Record<string, ClusterField>> = {
  clusterNameInvalid: "name",
  clusterNameTaken: "name",
  maxMembersInvalid: "maxMembers",
  maxMembersBelowCount: "maxMembers",
  hopsworksUrlInvalid: "hopsworksUrl",
  hopsworksDown: "hopsworksUrl",
  hopsworksAnsweredNonsense: "hopsworksUrl",
  hopsworksRefuses: "hopsworksUrl",
  hopsworksKeyInvalid: "hopsworksKey",
  hopsworksRefusesKey: "hopsworksKey",
  hopsworksIdpClientIdInvalid: "hopsworksIdpClientId",
  hubApiUrlInvalid: "hubApiUrl",
  hubDown: "hubApiUrl",
  hubBusy: "hubApiUrl",
  hubAnsweredNonsense: "hubApiUrl",
  hubListIncomplete: "hubApiUrl",
  hubPublicUrlInvalid: "hubPublicUrl",
  hubOnPortalOrigin: "hubPublicUrl",
  hubTokenInvalid: "hubToken",
  hubRefusesPortal: "hubToken",
};

/** The problem of a cluster's form: what to say at a field of it, and the problem itself where it belongs to none. */
export function useClusterProblem(problem: Problem | undefined) {
  const { t, i18n } = useTranslation();
  const sentence = useSentence();
  const field = problem && (problem.params?.["field"] ?? fieldOfCode[problem.code]);
  return {
    errorAt: (one: ClusterField) => (problem && field === one ? words(problem) : undefined),
    elsewhere: field ? undefined : problem,
  };

  /** A trial that failed is said in other words than the same failure of a cluster that people depend on. */
  function words(problem: Problem): string {
    const key = `admin.clusterTrial.${problem.code}`;
    return i18n.exists(key) ? t(key as "admin.clusterTrial.hubDown") : sentence(problem);
  }
}
