import { useTranslation } from "react-i18next";
import type { Gap, LatestGaps } from "~/domain/metering/collection/coverage";
import { useFormat } from "~/ui/kit/format";
import { Panel } from "~/ui/kit/panel";
import { Table, type Column } from "~/ui/kit/table";
import { Duration, Time } from "~/ui/kit/time";

type CollectionGapsProps = { clusterName: string; gaps: LatestGaps };

/** When a cluster was not measured in the last month, newest first; nothing where it always was. */
export function CollectionGaps({ clusterName, gaps: { all, latest } }: CollectionGapsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  if (all === 0) return null;
  const columns: Column<Gap>[] = [
    { head: t("admin.gaps.from"), isName: true, cell: ({ from }) => <Time at={from} /> },
    { head: t("admin.gaps.to"), cell: ({ to }) => <Time at={to} /> },
    {
      head: t("admin.gaps.length"),
      isNumber: true,
      cell: ({ from, to }) => <Duration ms={to.getTime() - from.getTime()} />,
    },
  ];
  const more = all - latest.length;
  return (
    <Panel title={t("admin.gaps.title")} flush>
      <p className="max-w-prose px-5 pb-3 text-sm text-pretty text-soft">{t("admin.gaps.text")}</p>
      <Table
        caption={t("admin.gaps.caption", { cluster: clusterName })}
        columns={columns}
        rows={latest}
        keyOf={({ from }) => String(from.getTime())}
        empty={null}
      />
      {more > 0 && (
        <p className="px-5 py-3 text-sm text-soft">{t("admin.gaps.more", { count: more, n: format.number(more) })}</p>
      )}
    </Panel>
  );
}
