import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { StepState } from "~/ui/view-models";
import { Duration, Elapsed } from "./time";

export type Step = {
  key: string;
  name: string;
  state: StepState;
  startedAt?: Date;
  finishedAt?: Date;
  /** Under the step that it is about: a cause, a message, a list of them. */
  detail?: ReactNode;
};

const squares = {
  pending: { look: "text-edge", mark: <rect x="3" y="3" width="10" height="10" strokeDasharray="2.2 2.2" /> },
  running: { look: "text-info", mark: <path d="M8 3h5v10H3V8" className="animate-breathe" /> },
  done: { look: "text-good", mark: <path d="M3 3h10v10H3zM5.5 8l2 2 3.5-4" /> },
  failed: { look: "text-bad", mark: <path d="M3 3h10v10H3zM6 6l4 4M10 6l-4 4" /> },
} as const satisfies Record<StepState, { look: string; mark: ReactNode }>;

/** What is being done, in order, with how long each part took. */
export function Steps({ label, steps }: { label: string; steps: Step[] }) {
  return (
    <ol aria-label={label} className="grid">
      {steps.map((step) => (
        <li
          key={step.key}
          aria-current={step.state === "running" ? "step" : undefined}
          className="relative grid grid-cols-[auto_1fr_auto] gap-x-3 pb-5 not-last:before:absolute not-last:before:start-[0.5625rem] not-last:before:top-6 not-last:before:bottom-0.5 not-last:before:border-s not-last:before:border-line last:pb-0"
        >
          <svg
            viewBox="0 0 16 16"
            aria-hidden
            className={`mt-0.5 size-5 ${squares[step.state].look}`}
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
          >
            {squares[step.state].mark}
          </svg>
          <div className="min-w-0">
            <p className={step.state === "pending" ? "text-faint" : "font-medium"}>
              {step.name}
              <StepWord state={step.state} />
            </p>
            {step.detail && <div className="mt-1 text-sm text-soft">{step.detail}</div>}
          </div>
          <span className="text-sm text-faint">
            <StepTime step={step} />
          </span>
        </li>
      ))}
    </ol>
  );
}

function StepWord({ state }: { state: StepState }) {
  const { t } = useTranslation();
  return <span className={state === "failed" ? "ms-2 text-sm text-bad" : "sr-only"}> {t(`shell.step.${state}`)}</span>;
}

function StepTime({ step }: { step: Step }) {
  if (!step.startedAt) return null;
  if (step.state === "running") return <Elapsed since={step.startedAt} />;
  return step.finishedAt ? <Duration ms={step.finishedAt.getTime() - step.startedAt.getTime()} /> : null;
}
