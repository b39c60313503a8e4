import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { LinkButton } from "../kit/button";
import { PageHead } from "../kit/panel";
import { ClusterTable, type TabledCluster } from "./cluster-table";

export type AdminClustersScreenProps = { clusters: TabledCluster[] };

/** Every cluster, and the way to another one. */
export function AdminClustersScreen({ clusters }: AdminClustersScreenProps) {
  const { t } = useTranslation();
  const add = (
    <LinkButton to={paths.newCluster} tone="primary" icon="plus">
      {t("admin.addCluster")}
    </LinkButton>
  );
  return (
    <>
      <PageHead title={t("admin.clusters")} actions={clusters.length > 0 && add} />
      <ClusterTable clusters={clusters} hasTitle={false} />
    </>
  );
}
