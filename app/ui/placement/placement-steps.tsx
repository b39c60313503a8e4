import { useTranslation } from "react-i18next";
import { useFormat } from "~/ui/kit/format";
import { useSentence } from "~/ui/kit/sentence";
import { Steps } from "~/ui/kit/steps";
import type { PlacementStep } from "~/ui/view-models";

/** What it takes to have a place, and how far it is; for the member and, on the member's page, for the admin. */
export function PlacementSteps({ placement }: { placement: { clusterName?: string; steps: PlacementStep[] } }) {
  const { t } = useTranslation();
  const { clusterName, steps } = placement;
  return (
    <Steps
      label={t("placement.stepsTitle")}
      steps={steps.map((step) => ({
        key: step.step,
        name: clusterName
          ? t(`placement.stepOn.${step.step}`, { cluster: clusterName })
          : t(`placement.step.${step.step}`),
        state: step.state,
        startedAt: step.startedAt,
        finishedAt: step.finishedAt,
        detail: <StepDetail step={step} />,
      }))}
    />
  );
}

function StepDetail({ step }: { step: PlacementStep }) {
  const { t } = useTranslation();
  const format = useFormat();
  const sentence = useSentence();
  const tries =
    step.attempts > 1 &&
    step.state !== "done" &&
    t("placement.attempts", { count: step.attempts, n: format.number(step.attempts) });
  if (!step.failureCode) return <>{tries}</>;
  return (
    <>
      {sentence({ code: step.failureCode })} {tries}
    </>
  );
}
