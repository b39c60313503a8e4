import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { LinkButton } from "~/ui/kit/forms/button";
import { Code } from "~/ui/kit/code";
import { useFormat } from "~/ui/kit/format";
import { MeterBar } from "~/ui/kit/meter";
import { Panel } from "~/ui/kit/panel";
import { EmptyState } from "~/ui/kit/empty-state";
import { Table, type Column } from "~/ui/kit/table";
import { Tag } from "~/ui/kit/tag";
import { RelativeTime } from "~/ui/kit/time";
import type { ClusterItem, HubHealth } from "~/ui/view-models";

export type TabledCluster = ClusterItem & {
  /** All that is ever shown of the portal's key; its column is there when any cluster says it. */
  hopsworksKeyLast4?: string;
};

export type ClusterTableProps = {
  clusters: TabledCluster[];
  hasTitle?: boolean;
  /** The way to those that are not shown. */
  foot?: ReactNode;
};

/** The clusters, how full they are, and whether their hubs answer. */
export function ClusterTable({ clusters, hasTitle = true, foot }: ClusterTableProps) {
  const { t } = useTranslation();
  return (
    <Panel title={hasTitle && t("admin.clusters")} flush>
      <Table
        caption={t("admin.clusters")}
        columns={useColumns(clusters.some((cluster) => cluster.hopsworksKeyLast4))}
        rows={clusters}
        keyOf={(cluster) => cluster.id}
        empty={
          <EmptyState
            title={t("admin.noClusters")}
            action={
              <LinkButton to={paths.newCluster} tone="primary" icon="plus">
                {t("admin.addCluster")}
              </LinkButton>
            }
          >
            {t("admin.noClustersText")}
          </EmptyState>
        }
      />
      {foot}
    </Panel>
  );
}

function useColumns(withKeys: boolean): Column<TabledCluster>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    {
      head: t("admin.column.cluster"),
      isName: true,
      cell: (cluster) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          <Link
            to={paths.adminCluster(cluster.id)}
            prefetch="intent"
            className="underline decoration-line underline-offset-4 hover:decoration-accent"
          >
            <bdi>{cluster.name}</bdi>
          </Link>
          <ClusterTags cluster={cluster} />
        </span>
      ),
    },
    { head: t("admin.column.hub"), cell: (cluster) => <Health hub={cluster.hub} /> },
    { head: t("admin.column.members"), cell: (cluster) => <Fullness cluster={cluster} /> },
    { head: t("admin.column.running"), isNumber: true, cell: (cluster) => format.number(cluster.running) },
    {
      head: t("admin.column.collected"),
      isNumber: true,
      cell: (cluster) => (cluster.lastCollectedAt ? <RelativeTime at={cluster.lastCollectedAt} /> : t("admin.never")),
    },
    ...(withKeys ? [keyColumn(t("admin.column.key"))] : []),
  ];
}

function keyColumn(head: string): Column<TabledCluster> {
  return { head, isNumber: true, cell: ({ hopsworksKeyLast4 }) => <Code>{`…${hopsworksKeyLast4 ?? ""}`}</Code> };
}

/** What is special about a cluster. */
export function ClusterTags({ cluster }: { cluster: ClusterItem }) {
  const { t } = useTranslation();
  return (
    <>
      {cluster.isSimulated && <Tag tone="warn">{t("admin.simulated")}</Tag>}
      {!cluster.acceptsMembers && <Tag>{t("admin.closed")}</Tag>}
    </>
  );
}

const tones = { up: "good", down: "bad", unknown: "neutral" } as const;

/** Whether the hub answers, its version, and when it was asked. */
export function Health({ hub }: { hub: HubHealth }) {
  const { t } = useTranslation();
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1 cards:justify-end">
      <Tag tone={tones[hub.state]}>{t(`admin.hub.${hub.state}`)}</Tag>
      {hub.version && <Code>{hub.version}</Code>}
      {hub.checkedAt && (
        <span className="text-xs text-faint">
          <RelativeTime at={hub.checkedAt} />
        </span>
      )}
    </span>
  );
}

/** How many members are there, of how many. */
export function Fullness({ cluster }: { cluster: ClusterItem }) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = t("admin.membersOf", { n: format.number(cluster.memberCount), max: format.number(cluster.maxMembers) });
  const share = cluster.maxMembers === 0 ? 1 : cluster.memberCount / cluster.maxMembers;
  return (
    <div className="grid w-36 gap-1">
      {text}
      <MeterBar
        label={t("admin.column.members")}
        share={share}
        tone={share >= 1 ? "bad" : share > 0.9 ? "warn" : "accent"}
        text={text}
      />
    </div>
  );
}
