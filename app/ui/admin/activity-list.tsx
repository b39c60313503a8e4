import { useTranslation } from "react-i18next";
import { Code } from "../kit/code";
import { Panel } from "../kit/panel";
import { Time } from "../kit/time";

export type ActivityLine = {
  id: string;
  at: Date;
  /** Absent when the portal itself acted. */
  actorName?: string;
  /** Its key in the log, such as `environment.started`. */
  action: string;
  /** What it was done to. */
  target: string;
};

/** Who did what, newest first, as the log has it. */
export function ActivityList({ activity }: { activity: ActivityLine[] }) {
  const { t } = useTranslation();
  return (
    <Panel title={t("admin.activity")}>
      {activity.length === 0 && <p className="text-soft">{t("admin.noActivity")}</p>}
      <ol className="grid gap-3">
        {activity.map((line) => (
          <li key={line.id} className="text-sm">
            <p>
              <bdi className="font-medium">{line.actorName ?? t("admin.portal")}</bdi> <Code>{line.action}</Code>
            </p>
            <p className="text-faint">
              <Time at={line.at} /> · <Code>{line.target}</Code>
            </p>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
