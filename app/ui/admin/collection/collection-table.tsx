import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { ClusterId } from "~/core/id";
import { paths } from "~/core/paths";
import { useFormat } from "~/ui/kit/format";
import { Pager } from "~/ui/kit/pager";
import { Panel } from "~/ui/kit/panel";
import { Table, type Column } from "~/ui/kit/table";
import { Tag } from "~/ui/kit/tag";
import { Duration, RelativeTime } from "~/ui/kit/time";
import type { NamePages } from "~/ui/view-models";

/** A cluster and how its windows of the last day came out. */
export type CollectedCluster = {
  id: ClusterId;
  name: string;
  lastRunAt?: Date;
  /** How long ago its last complete collection began. */
  lagMs: number;
  owed: number;
  late: number;
  failed: number;
  missing: number;
};

type CollectionTableProps = { clusters: CollectedCluster[]; pages: NamePages; lookedAt: ClusterId };

/** All clusters by name, each with the way to its windows. */
export function CollectionTable({ clusters, pages, lookedAt }: CollectionTableProps) {
  const { t } = useTranslation();
  return (
    <Panel title={t("admin.clusters")} flush>
      <Table
        caption={t("admin.clusters")}
        columns={useColumns(lookedAt)}
        rows={clusters}
        keyOf={(cluster) => cluster.id}
        empty={null}
      />
      <Pager pages={pages} label={t("admin.clusterPages")} />
    </Panel>
  );
}

function useColumns(lookedAt: ClusterId): Column<CollectedCluster>[] {
  const { t } = useTranslation();
  return [
    {
      head: t("admin.column.cluster"),
      isName: true,
      cell: ({ id, name }) => (
        <Link
          to={`${paths.adminCollection}?cluster=${id}`}
          aria-current={id === lookedAt || undefined}
          className="underline decoration-line underline-offset-4 hover:decoration-accent aria-current:decoration-accent"
        >
          <bdi>{name}</bdi>
        </Link>
      ),
    },
    { head: t("admin.coverage"), cell: (cluster) => <Coverage cluster={cluster} /> },
    {
      head: t("admin.column.collected"),
      isNumber: true,
      cell: ({ lastRunAt }) => (lastRunAt ? <RelativeTime at={lastRunAt} /> : t("admin.never")),
    },
    { head: t("admin.lagHead"), isNumber: true, cell: ({ lagMs }) => <Duration ms={lagMs} /> },
  ];
}

const tones = { failed: "bad", missing: "neutral", late: "warn" } as const;

function Coverage({ cluster }: { cluster: CollectedCluster }) {
  const { t } = useTranslation();
  const format = useFormat();
  const kinds = (["failed", "missing", "late"] as const).filter((kind) => cluster[kind] > 0);
  if (kinds.length === 0) return <Tag tone="good">{t("admin.coverageWell", { n: format.number(cluster.owed) })}</Tag>;
  return (
    <span className="inline-flex flex-wrap gap-1.5 cards:justify-end">
      {kinds.map((kind) => (
        <Tag key={kind} tone={tones[kind]}>
          {t(`admin.coverageOf.${kind}`, { n: format.number(cluster[kind]) })}
        </Tag>
      ))}
    </span>
  );
}
