import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { BackLink } from "~/ui/kit/back-link";
import { LinkButton } from "~/ui/kit/forms/button";
import { RefreshWithoutScript, useLive } from "~/ui/kit/live/live";
import { HourlyPrice, Money } from "~/ui/kit/money";
import { ProblemNotice } from "~/ui/kit/notice";
import { Figure, Figures, PageHead, Panel } from "~/ui/kit/panel";
import { StatusPill, statusOf } from "~/ui/kit/status-pill";
import { Elapsed, Time } from "~/ui/kit/time";
import type { EnvironmentItem, Problem } from "~/ui/view-models";
import { OpenButton, StartButton, StopButton } from "./actions";
import { HistoryOfEvents, HistoryOfRuns, type EventLine, type RunLine } from "./history";
import { SizeWords } from "./size-words";
import { Starting, type StartProgress } from "./starting";
import { StatusNotice } from "./status-notice";

export type EnvironmentScreenProps = {
  currency: string;
  environment: EnvironmentItem;
  /** Of the start that is under way or was the last; shown while it starts and after it failed. */
  start?: StartProgress;
  /** Newest first. */
  events: EventLine[];
  runs: RunLine[];
  liveUrl: string;
  /** It can be deleted as it is now. */
  canDelete: boolean;
  problem?: Problem;
};

/** One environment: how it is, what to do with it, what it did and what that cost. */
export function EnvironmentScreen({
  currency,
  environment,
  start,
  events,
  runs,
  liveUrl,
  canDelete,
  problem,
}: EnvironmentScreenProps) {
  const isStopping = environment.state === "stopping";
  useLive(isStopping ? liveUrl : undefined, ({ ready, failed }) => Boolean(ready || failed));
  const { t } = useTranslation();
  return (
    <>
      {isStopping && <RefreshWithoutScript />}
      <PageHead
        back={<BackLink to={paths.environments}>{t("environments.title")}</BackLink>}
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <bdi>{environment.name}</bdi>
            <span role="status">
              <StatusPill status={statusOf(environment)} />
            </span>
          </span>
        }
        lead={<HourlyPrice amount={environment.size.pricePerHour} currency={currency} />}
        actions={
          <>
            {canDelete && (
              <LinkButton
                to={paths.deleteEnvironment(environment.id)}
                tone="plain"
                aria-label={t("environments.deleteNamed", { name: environment.name })}
              >
                {t("environments.delete")}
              </LinkButton>
            )}
            <StopButton environment={environment} />
            <StartButton environment={environment} tone="primary" />
            <OpenButton environment={environment} />
          </>
        }
      />
      <div className="grid gap-6">
        {problem && <ProblemNotice problem={problem} />}
        <StatusNotice environment={environment} />
        {start && (environment.state === "creating" || environment.state === "failed") && (
          <Starting key={start.requestedAt.getTime()} environment={environment} start={start} liveUrl={liveUrl} />
        )}
        <Facts environment={environment} currency={currency} />
        <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)]">
          <HistoryOfRuns runs={runs} currency={currency} />
          <HistoryOfEvents events={events} />
        </div>
      </div>
    </>
  );
}

function Facts({ environment, currency }: { environment: EnvironmentItem; currency: string }) {
  const { t } = useTranslation();
  const { size, startedAt, costSoFar, state } = environment;
  const isOn = state === "running" || state === "stopping";
  return (
    <Panel>
      <Figures>
        <Figure isSmall label={t("environments.column.size")} note={<SizeWords size={size} />}>
          <bdi>{size.name}</bdi>
        </Figure>
        {isOn && startedAt && (
          <Figure isSmall label={t("environments.column.uptime")} note={<Time at={startedAt} />}>
            <Elapsed since={startedAt} />
          </Figure>
        )}
        {costSoFar !== undefined && (
          <Figure
            isSmall
            label={t(isOn ? "environments.column.cost" : "environments.lastRunCost")}
            note={t("environments.measuredEvery")}
          >
            <Money amount={costSoFar} currency={currency} />
          </Figure>
        )}
        <Figure isSmall label={t("environments.cluster")}>
          <bdi>{environment.clusterName}</bdi>
        </Figure>
      </Figures>
    </Panel>
  );
}
