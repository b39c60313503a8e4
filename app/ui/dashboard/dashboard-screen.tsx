import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { LinkButton } from "~/ui/kit/forms/button";
import { PageHead, Panel } from "~/ui/kit/panel";
import { EmptyState } from "~/ui/kit/empty-state";
import type { EnvironmentItem, SizeItem } from "~/ui/view-models";
import { Alerts, type Attention } from "./alerts";
import { QuickLaunch } from "./quick-launch";
import { RunningEnvironment } from "./running-environment";
import { ThisMonth, type MonthSoFar } from "./this-month";

export type DashboardScreenProps = {
  currency: string;
  /** How the member is greeted. */
  name: string;
  attention: Attention[];
  /** All of them, those at work first; of a member who has only one, it while it does not rest. */
  environments: EnvironmentItem[];
  /** The cluster allows one more beside those. */
  canHaveAnother: boolean;
  month: MonthSoFar;
  lastSize?: SizeItem;
  /** False until the first launch: the page then shows the way to it. */
  hasLaunched: boolean;
};

/** The first page of the day: what needs me, what runs, what this month cost. */
export function DashboardScreen({
  currency,
  name,
  attention,
  environments,
  canHaveAnother,
  month,
  lastSize,
  hasLaunched,
}: DashboardScreenProps) {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t("shell.dashboard.greeting", { name })} />
      <div className="grid gap-6">
        <Alerts attention={attention} currency={currency} />
        <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_20rem]">
          <Panel
            title={t("shell.dashboard.running")}
            flush={environments.length > 0}
            aside={
              canHaveAnother && (
                <LinkButton to={paths.newEnvironment} size="sm" icon="plus">
                  {t("environments.newOne")}
                </LinkButton>
              )
            }
          >
            {environments.length > 0 ? (
              <ul>
                {environments.map((environment) => (
                  <RunningEnvironment key={environment.id} environment={environment} currency={currency} />
                ))}
              </ul>
            ) : (
              <EmptyState
                title={t(hasLaunched ? "shell.dashboard.nothingRuns" : "shell.dashboard.nothingYet")}
                action={
                  <LinkButton to={paths.newEnvironment} tone="primary" icon="plus">
                    {t(hasLaunched ? "environments.launch" : "environments.launchFirst")}
                  </LinkButton>
                }
              >
                {t(hasLaunched ? "shell.dashboard.nothingRunsText" : "shell.dashboard.nothingYetText")}
              </EmptyState>
            )}
          </Panel>
          <div className="grid gap-6 sm:grid-cols-2 xl:grid-cols-1">
            <ThisMonth month={month} currency={currency} />
            {lastSize && <QuickLaunch size={lastSize} currency={currency} />}
          </div>
        </div>
      </div>
    </>
  );
}
