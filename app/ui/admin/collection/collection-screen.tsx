import { useTranslation } from "react-i18next";
import { PageHead, Panel } from "~/ui/kit/panel";
import { EmptyState } from "~/ui/kit/empty-state";
import { ProblemNotice } from "~/ui/kit/notice";
import { Duration, RelativeTime, Time } from "~/ui/kit/time";
import { CollectionRunNotice, MeasureNowButton, type CollectionRunView } from "./collection-run-panel";
import type { NamePages, Problem } from "~/ui/view-models";
import { CollectionTable, type CollectedCluster } from "./collection-table";
import type { CollectionWindow } from "./collection-window";
import type { LatestGaps } from "~/domain/metering/collection/coverage";
import { CollectionGaps } from "./collection-gaps";
import { HeatMap, HeatMapKey } from "./heat-map";
import { TroubledWindows } from "./troubled-windows";

/** The cluster that is looked at closely, window by window, oldest first. */
export type LookedAt = CollectedCluster & { windows: CollectionWindow[]; gaps: LatestGaps };

export type AdminCollectionScreenProps = {
  from: Date;
  to: Date;
  clusters: CollectedCluster[];
  pages: NamePages;
  lookedAt?: LookedAt;
  /** The measurement that was asked for last, a short while ago. */
  run?: CollectionRunView;
  problem?: Problem | undefined;
};

/** Whether every window of the last day was measured on every cluster, which the bills rest on: one of them closely, then all. */
export function AdminCollectionScreen({ from, to, clusters, pages, lookedAt, ...asked }: AdminCollectionScreenProps) {
  const { run, problem } = asked;
  const { t } = useTranslation();
  return (
    <>
      <PageHead
        title={t("admin.collection")}
        actions={clusters.length > 0 && <MeasureNowButton run={run} />}
        lead={
          <>
            {t("admin.collectionLead")} <Time at={from} /> – <Time at={to} />
          </>
        }
      />
      <div className="grid gap-6">
        {problem && <ProblemNotice problem={problem} />}
        <CollectionRunNotice run={run} />
        {lookedAt ? (
          <>
            <Panel title={<bdi>{lookedAt.name}</bdi>} aside={<LastRun cluster={lookedAt} />}>
              <HeatMap clusterId={lookedAt.id} clusterName={lookedAt.name} windows={lookedAt.windows} />
              <div className="mt-4">
                <HeatMapKey />
              </div>
              <TroubledWindows clusterId={lookedAt.id} clusterName={lookedAt.name} windows={lookedAt.windows} />
            </Panel>
            <CollectionGaps clusterName={lookedAt.name} gaps={lookedAt.gaps} />
            <CollectionTable clusters={clusters} pages={pages} lookedAt={lookedAt.id} />
          </>
        ) : (
          <Panel>
            <EmptyState title={t("admin.noClusters")}>{t("admin.noClustersText")}</EmptyState>
          </Panel>
        )}
      </div>
    </>
  );
}

function LastRun({ cluster }: { cluster: CollectedCluster }) {
  const { t } = useTranslation();
  if (!cluster.lastRunAt) return <>{t("admin.neverRan")}</>;
  return (
    <>
      {t("admin.lastRun")} <RelativeTime at={cluster.lastRunAt} />
      {" · "}
      {t("admin.lag")} <Duration ms={cluster.lagMs} />
    </>
  );
}
