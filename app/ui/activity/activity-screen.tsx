import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { asQuery, type ActivityFilter } from "~/domain/activity/activity-filter";
import type { ActivityLine } from "~/domain/activity/activity-line";
import { PlainLinkButton } from "~/ui/kit/forms/button";
import { Pager } from "~/ui/kit/pager";
import { PageHead, Panel } from "~/ui/kit/panel";
import type { Pages } from "~/ui/view-models";
import { ChainNotice, type ChainNoticeProps } from "./chain-notice";
import { FilterForm } from "./filter-form";
import { LineTable } from "./line-table";

type Shown = { lines: ActivityLine[]; filter: ActivityFilter; pages: Pages };

/** What a member did, and what was done to their things. */
/** `isInPerson` is false for an admin who impersonates the member: they download nothing. */
export function ActivityScreen({ isInPerson, ...shown }: Shown & { isInPerson: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <PageHead
        title={t("activity.title")}
        lead={t("activity.lead")}
        actions={isInPerson && <Downloads to={paths.activityExport} filter={shown.filter} />}
      />
      <Lines {...shown} action={paths.activity} isWhole={false} />
    </>
  );
}

/** The whole log, and whether it is as it was written. */
export function AdminActivityScreen({ check, readInFullAt, ...shown }: Shown & ChainNoticeProps) {
  const { t } = useTranslation();
  return (
    <>
      <PageHead
        title={t("activity.adminTitle")}
        lead={t("activity.adminLead")}
        actions={<Downloads to={paths.adminActivityExport} filter={shown.filter} />}
      />
      <div className="mb-6">
        <ChainNotice check={check} readInFullAt={readInFullAt} />
      </div>
      <Lines {...shown} action={paths.adminActivity} isWhole />
    </>
  );
}

function Lines({ lines, filter, pages, action, isWhole }: Shown & { action: string; isWhole: boolean }) {
  const { t } = useTranslation();
  const isFiltered = asQuery(filter) !== "";
  return (
    <div className="grid gap-6">
      <Panel flush>
        <FilterForm filter={filter} action={action} isWhole={isWhole} isFiltered={isFiltered} />
      </Panel>
      <Panel flush>
        <LineTable lines={lines} isWhole={isWhole} isFiltered={isFiltered} />
        <Pager pages={pages} label={t("activity.pages")} />
      </Panel>
    </div>
  );
}

/** Exactly the lines that the filter shows, all pages of them. */
function Downloads({ to, filter }: { to: string; filter: ActivityFilter }) {
  const { t } = useTranslation();
  const href = (format: string) => `${to}?${asQuery({ ...filter, format } as ActivityFilter)}`;
  return (
    <div role="group" aria-label={t("activity.download")} className="flex gap-2">
      {(["csv", "ndjson"] as const).map((format) => (
        <PlainLinkButton key={format} href={href(format)} icon="download" title={t("activity.download")}>
          {format.toUpperCase()}
        </PlainLinkButton>
      ))}
    </div>
  );
}
