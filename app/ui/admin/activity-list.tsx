import { useTranslation } from "react-i18next";
import type { ActivityLine } from "~/domain/activity/activity-line";
import { paths } from "~/core/paths";
import { WhatHappened } from "~/ui/activity/line-parts";
import { LinkButton } from "~/ui/kit/forms/button";
import { Panel } from "~/ui/kit/panel";
import { Time } from "~/ui/kit/time";

/** What a member did and what was done to their things, newest first, and the way to all of it. */
export function ActivityList({ activity, email }: { activity: ActivityLine[]; email: string }) {
  const { t } = useTranslation();
  const all = `${paths.adminActivity}?${new URLSearchParams({ subject: email }).toString()}`;
  return (
    <Panel
      title={t("admin.activity")}
      aside={
        <LinkButton to={all} size="sm">
          {t("activity.showAll")}
        </LinkButton>
      }
    >
      {activity.length === 0 && <p className="text-soft">{t("admin.noActivity")}</p>}
      <ol className="grid gap-3">
        {activity.map((line) => (
          <li key={line.id} className="text-sm">
            <WhatHappened line={line} />
            <p className="text-faint">
              <Time at={line.at} />
            </p>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
