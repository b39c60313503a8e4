import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { LinkButton } from "~/ui/kit/forms/button";
import { useFormat } from "~/ui/kit/format";
import { Money } from "~/ui/kit/money";
import { PageHead, Panel } from "~/ui/kit/panel";
import { RelativeTime } from "~/ui/kit/time";
import type { ClusterItem } from "~/ui/view-models";
import { AttentionList, type AdminAttention } from "./attention-list";
import { ClusterTable } from "~/ui/admin/clusters/cluster-table";

export type CollectorState = {
  state: "ok" | "late" | "failed" | "never";
  /** When the last run of any cluster ended. */
  lastRunAt?: Date;
};

export type AdminOverviewScreenProps = {
  currency: string;
  attention: AdminAttention[];
  members: { total: number; placed: number };
  running: number;
  spentThisMonth: bigint;
  collector: CollectorState;
  /** The first few; `clusterCount` is of all. */
  clusters: ClusterItem[];
  clusterCount: number;
};

/** What needs an admin, then the few numbers that open the lists they count. */
export function AdminOverviewScreen({
  currency,
  attention,
  members,
  running,
  spentThisMonth,
  collector,
  clusters,
  clusterCount,
}: AdminOverviewScreenProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <PageHead title={t("admin.overview")} />
      <div className="grid gap-6">
        <AttentionList attention={attention} />
        <Panel flush>
          <ul className="grid grid-cols-2 gap-px overflow-hidden rounded-lg bg-line xl:grid-cols-4">
            <Number
              to={paths.adminMembers}
              label={t("admin.members")}
              note={t("admin.placed", { count: members.placed, n: format.number(members.placed) })}
            >
              {format.number(members.total)}
            </Number>
            <Number to={paths.adminEnvironments} label={t("admin.runningNow")} note={t("admin.whatRuns")}>
              {format.number(running)}
            </Number>
            <Number
              to={`${paths.adminMembers}?sort=spent`}
              label={t("admin.spentThisMonth")}
              note={t("admin.byMember")}
            >
              <Money amount={spentThisMonth} currency={currency} />
            </Number>
            <Number to={paths.adminCollection} label={t("admin.collector")} note={<LastRun at={collector.lastRunAt} />}>
              {t(`admin.collectorState.${collector.state}`)}
            </Number>
          </ul>
        </Panel>
        <ClusterTable
          clusters={clusters}
          foot={clusterCount > clusters.length && <AllClusters count={clusterCount} />}
        />
      </div>
    </>
  );
}

function AllClusters({ count }: { count: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <p className="border-t border-line px-5 py-3">
      <LinkButton to={paths.adminClusters} size="sm">
        {t("admin.allClusters", { n: format.number(count) })}
      </LinkButton>
    </p>
  );
}

type NumberProps = { to: string; label: string; note: ReactNode; children: ReactNode };

/** A number that opens the list that it counts. */
function Number({ to, label, note, children }: NumberProps) {
  return (
    <li className="bg-surface">
      <Link
        to={to}
        className="group grid h-full content-start gap-0.5 p-5 hover:bg-canvas focus-visible:-outline-offset-2"
      >
        <span className="text-sm text-soft underline decoration-line underline-offset-4 group-hover:decoration-accent">
          {label}
        </span>
        <span className="text-xl font-medium tracking-tight">{children}</span>
        <span className="text-sm text-faint">{note}</span>
      </Link>
    </li>
  );
}

function LastRun({ at }: { at?: Date }) {
  const { t } = useTranslation();
  return at ? (
    <>
      {t("admin.lastRun")} <RelativeTime at={at} />
    </>
  ) : (
    <>{t("admin.neverRan")}</>
  );
}
