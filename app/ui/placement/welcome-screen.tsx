import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { paths } from "~/core/paths";
import { ActionButton, LinkButton } from "~/ui/kit/forms/button";
import { useFormat } from "~/ui/kit/format";
import { RefreshWithoutScript, useLive } from "~/ui/kit/live/live";
import { Notice, ProblemNotice } from "~/ui/kit/notice";
import { PageHead, Panel } from "~/ui/kit/panel";
import { Elapsed } from "~/ui/kit/time";
import type { PlacementState, PlacementStep, Problem } from "~/ui/view-models";
import { PlacementSteps } from "./placement-steps";

export type Placement = {
  state: PlacementState;
  requestedAt: Date;
  clusterName?: string;
  steps: PlacementStep[];
  /** How many are before this member, counted from 1; only while waiting. */
  queuePosition?: number;
};

export type WelcomeScreenProps = { name: string; placement: Placement; liveUrl: string; problem?: Problem };

/** The first minutes: a place is made, step by step, and ends at the first launch. */
export function WelcomeScreen({ name, placement, liveUrl, problem }: WelcomeScreenProps) {
  const { t } = useTranslation();
  const goesOn = placement.state === "placing" || placement.state === "waiting";
  useLive(goesOn ? liveUrl : undefined, () => true);
  return (
    <div className="max-w-2xl">
      <PageHead
        title={t("placement.welcome", { name })}
        lead={placement.state === "placed" ? undefined : t("placement.lead")}
      />
      {goesOn && <RefreshWithoutScript />}
      <div className="grid gap-6">
        {problem && <ProblemNotice problem={problem} />}
        <div role="status" className="empty:hidden">
          <Outcome placement={placement} />
        </div>
        <Panel title={t("placement.stepsTitle")} aside={goesOn && <Elapsed since={placement.requestedAt} />}>
          <PlacementSteps placement={placement} />
          {goesOn && (
            <p className="mt-5 border-t border-line pt-4 text-sm text-faint">
              {t("placement.mayLeave")}{" "}
              <Link to={paths.welcome} className="underline underline-offset-4">
                {t("placement.refresh")}
              </Link>
            </p>
          )}
        </Panel>
      </div>
    </div>
  );
}

function Outcome({ placement }: { placement: Placement }) {
  const { t } = useTranslation();
  if (placement.state === "placed") {
    return (
      <Notice
        tone="good"
        title={t("placement.placed", { cluster: placement.clusterName ?? "" })}
        action={
          <LinkButton to={paths.newEnvironment} tone="primary">
            {t("environments.launchFirst")}
          </LinkButton>
        }
      >
        {t("placement.placedText")}
      </Notice>
    );
  }
  if (placement.state === "waiting") return <Waiting position={placement.queuePosition} />;
  if (placement.state === "failed") {
    return (
      <Notice
        tone="danger"
        title={t("placement.failed")}
        action={
          <ActionButton action={paths.welcome} busy={t("placement.retrying")}>
            {t("placement.retry")}
          </ActionButton>
        }
      >
        {t("placement.failedText")}
      </Notice>
    );
  }
  return null;
}

function Waiting({ position }: { position?: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const before = position === undefined ? 0 : position - 1;
  return (
    <Notice tone="warning" title={t("placement.waiting")}>
      {position !== undefined &&
        (before === 0
          ? t("placement.waitingNext")
          : t("placement.waitingBehind", { count: before, n: format.number(before) }))}{" "}
      {t("placement.waitingText")}
    </Notice>
  );
}
