import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { LinkButton } from "~/ui/kit/forms/button";
import { useFormat } from "~/ui/kit/format";
import { Pager } from "~/ui/kit/pager";
import { PageHead } from "~/ui/kit/panel";
import type { NamePages } from "~/ui/view-models";
import { ClusterTable, type TabledCluster } from "./cluster-table";

export type AdminClustersScreenProps = {
  clusters: TabledCluster[];
  /** How many there are, over all pages. */
  total: number;
  pages: NamePages;
};

/** Every cluster, by name, and the way to another one. */
export function AdminClustersScreen({ clusters, total, pages }: AdminClustersScreenProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const add = (
    <LinkButton to={paths.newCluster} tone="primary" icon="plus">
      {t("admin.addCluster")}
    </LinkButton>
  );
  return (
    <>
      <PageHead
        title={t("admin.clusters")}
        lead={total > 0 && t("admin.clusterCount", { count: total, n: format.number(total) })}
        actions={total > 0 && add}
      />
      <ClusterTable
        clusters={clusters}
        hasTitle={false}
        foot={<Pager pages={pages} label={t("admin.clusterPages")} />}
      />
    </>
  );
}
