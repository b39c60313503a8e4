import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { EnvironmentItem } from "~/ui/view-models";

export type Status = "starting" | "running" | "stopping" | "stopped" | "failed";

/** What a member calls the state of an environment. */
export const statusOf = ({ state }: Pick<EnvironmentItem, "state">): Status =>
  state === "creating" ? "starting" : state;

const looks = {
  starting: "bg-info-wash text-info",
  running: "bg-good-wash text-good",
  stopping: "bg-info-wash text-info",
  stopped: "bg-sunken text-soft",
  failed: "bg-bad-wash text-bad",
} as const satisfies Record<Status, string>;

/** The court of the wordmark in its five states: each is told by its shape, its word and, last, its colour. */
const marks = {
  starting: <path d="M7 2.5h4.5v9h-9V7" className="animate-breathe" />,
  running: <path d="M2 2h10v10H2zM5.5 5.5v3h3v-3z" fill="currentColor" fillRule="evenodd" strokeWidth="1" />,
  stopping: <path d="M2.5 7v4.5h9v-9H7" className="animate-breathe" />,
  stopped: <rect x="2.5" y="2.5" width="9" height="9" />,
  failed: <path d="M2.5 2.5h9v9h-9zM5 5l4 4M9 5 5 9" />,
} as const satisfies Record<Status, ReactNode>;

export function StatusPill({ status }: { status: Status }) {
  const { t } = useTranslation();
  return (
    <span
      className={`inline-flex items-center gap-1.5 rounded-md px-2 py-0.5 text-sm font-medium whitespace-nowrap ${looks[status]}`}
    >
      <svg viewBox="0 0 14 14" aria-hidden className="size-3.5" fill="none" stroke="currentColor" strokeWidth="1.6">
        {marks[status]}
      </svg>
      {t(`shell.status.${status}`)}
    </span>
  );
}
