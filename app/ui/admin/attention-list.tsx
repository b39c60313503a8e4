import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { LinkButton } from "~/ui/kit/forms/button";
import { useFormat } from "~/ui/kit/format";
import { Notice, NoticeList } from "~/ui/kit/notice";

/** What waits for an admin; the most urgent first. */
export type AdminAttention =
  | { kind: "activityLogBroken" }
  | { kind: "hubDown"; clusterName: string }
  | { kind: "moreHubsDown"; count: number }
  | { kind: "collectorLate"; clusterName: string; windows: number }
  | { kind: "moreCollectorsLate"; count: number }
  | { kind: "membersWaiting"; count: number }
  | { kind: "placementsFailed"; count: number }
  | { kind: "startsFailed"; count: number }
  | { kind: "purchasesQuarantined"; count: number }
  | { kind: "unattributedUsage"; count: number }
  | { kind: "jobsExhausted"; count: number };

const severe: AdminAttention["kind"][] = ["activityLogBroken", "hubDown", "moreHubsDown", "purchasesQuarantined"];

/** Where it is to be seen; what is in the process log alone has no place. */
const places = {
  activityLogBroken: paths.adminActivity,
  hubDown: paths.adminEnvironments,
  moreHubsDown: paths.adminClusters,
  collectorLate: paths.adminCollection,
  moreCollectorsLate: paths.adminCollection,
  membersWaiting: paths.adminMembers,
  placementsFailed: paths.adminMembers,
  startsFailed: paths.adminEnvironments,
  purchasesQuarantined: paths.adminPayments,
  unattributedUsage: paths.adminCollection,
  jobsExhausted: undefined,
} as const satisfies Record<AdminAttention["kind"], string | undefined>;

export function AttentionList({ attention }: { attention: AdminAttention[] }) {
  const { t } = useTranslation();
  if (attention.length === 0) return <Notice tone="good" title={t("admin.allWell")} />;
  return (
    <NoticeList label={t("admin.attention")}>
      {attention.map((one, index) => (
        <li key={`${one.kind}${index}`}>
          <Line attention={one} />
        </li>
      ))}
    </NoticeList>
  );
}

function Line({ attention }: { attention: AdminAttention }) {
  const { t } = useTranslation();
  const format = useFormat();
  const count = "count" in attention ? attention.count : "windows" in attention ? attention.windows : 1;
  const place = places[attention.kind];
  const words = { count, n: format.number(count), cluster: "clusterName" in attention ? attention.clusterName : "" };
  return (
    <Notice
      isRow
      tone={severe.includes(attention.kind) ? "danger" : "warning"}
      title={t(`admin.needs.${attention.kind}`, words)}
      {...(place && {
        action: (
          <LinkButton to={place} size="sm">
            {t("admin.look")}
          </LinkButton>
        ),
      })}
    >
      {t(`admin.needsText.${attention.kind}`)}
    </Notice>
  );
}
