import { useTranslation } from "react-i18next";
import type { ClusterId } from "~/core/id";
import { PageHead, Panel } from "../kit/panel";
import { EmptyState } from "../kit/empty-state";
import { ProblemNotice } from "../kit/notice";
import { Duration, RelativeTime, Time } from "../kit/time";
import type { Problem } from "../shapes";
import { CollectionRunNotice, MeasureNowButton, type CollectionRunView } from "./collection-run-panel";
import type { CollectionWindow } from "./collection-window";
import { HeatMap, HeatMapKey } from "./heat-map";
import { TroubledWindows } from "./troubled-windows";

export type CollectionRow = {
  id: ClusterId;
  name: string;
  lastRunAt?: Date;
  /** How far the newest finished window lies behind the time at which it was due. */
  lagMs?: number;
  /** Oldest first. */
  windows: CollectionWindow[];
};

export type AdminCollectionScreenProps = {
  from: Date;
  to: Date;
  clusters: CollectionRow[];
  /** The measurement that was asked for last, a short while ago. */
  run?: CollectionRunView;
  problem?: Problem | undefined;
};

/** Whether every window of the last day was measured on every cluster: what the bills rest on. */
export function AdminCollectionScreen({ from, to, clusters, run, problem }: AdminCollectionScreenProps) {
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
        {clusters.length === 0 && (
          <Panel>
            <EmptyState title={t("admin.noClusters")}>{t("admin.noClustersText")}</EmptyState>
          </Panel>
        )}
        {clusters.map((cluster) => (
          <Panel key={cluster.id} title={<bdi>{cluster.name}</bdi>} aside={<LastRun cluster={cluster} />}>
            <HeatMap clusterId={cluster.id} clusterName={cluster.name} windows={cluster.windows} />
            <TroubledWindows clusterId={cluster.id} clusterName={cluster.name} windows={cluster.windows} />
          </Panel>
        ))}
        {clusters.length > 0 && <HeatMapKey />}
      </div>
    </>
  );
}

function LastRun({ cluster }: { cluster: CollectionRow }) {
  const { t } = useTranslation();
  if (!cluster.lastRunAt) return <>{t("admin.neverRan")}</>;
  return (
    <>
      {t("admin.lastRun")} <RelativeTime at={cluster.lastRunAt} />
      {cluster.lagMs !== undefined && (
        <>
          {" · "}
          {t("admin.lag")} <Duration ms={cluster.lagMs} />
        </>
      )}
    </>
  );
}
